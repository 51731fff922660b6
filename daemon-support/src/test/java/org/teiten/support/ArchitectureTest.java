// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.teiten", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule seesNobody =
      noClasses()
          .that()
          .resideInAPackage("org.teiten.support..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.teiten.flowtuple..",
              "org.teiten.capture..",
              "org.teiten.sensor..",
              "org.teiten.central..");

  @ArchTest
  static final ArchRule packagesDependOneWay =
      slices().matching("org.teiten.support.(*)..").should().beFreeOfCycles();
}
