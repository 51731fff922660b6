// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.teiten.sensor",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule seesNothingOfTheCentre =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.teiten.central..");

  @ArchTest
  static final ArchRule packagesDependOneWay =
      slices().matching("org.teiten.(sensor.*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theSpoolKnowsNothingOfTheNetwork =
      noClasses()
          .that()
          .resideInAPackage("org.teiten.sensor.spool..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.teiten.sensor.ship..", "java.net..");

  @ArchTest
  static final ArchRule stagesDoNotKnowTheWiring =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.teiten.sensor.spool..", "org.teiten.sensor.ship..", "org.teiten.sensor.read..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.teiten.sensor");
}
