// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.teiten", importOptions = DoNotIncludeTests.class)
class FlowtupleArchitectureTest {
  @ArchTest
  static final ArchRule theVocabularyKnowsNoBytes =
      classes()
          .that()
          .resideInAPackage("org.teiten.flowtuple")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("org.teiten.flowtuple", "java..");

  @ArchTest
  static final ArchRule nothingHereKnowsAnotherModule =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.teiten.capture..",
              "org.teiten.sensor..",
              "org.teiten.central..",
              "org.teiten.support..");
}
