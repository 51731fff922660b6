// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.teiten", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String SIMULATOR = "org.teiten.checks.simulator";

  @ArchTest
  static final ArchRule theSimulatorKnowsNeitherSensorNorCentre =
      noClasses()
          .that()
          .resideInAPackage(SIMULATOR + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.teiten.capture..", "org.teiten.sensor..", "org.teiten.central..");

  @ArchTest
  static final ArchRule modelsKnowNobody =
      noClasses()
          .that()
          .resideInAPackage(SIMULATOR + ".model")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SIMULATOR, SIMULATOR + ".traffic", SIMULATOR + ".render");

  @ArchTest
  static final ArchRule trafficKnowsNoBytes =
      noClasses()
          .that()
          .resideInAPackage(SIMULATOR + ".traffic")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SIMULATOR, SIMULATOR + ".render", "org.teiten.flowtuple.batch");

  @ArchTest
  static final ArchRule renderingsKnowNoCommand =
      noClasses()
          .that()
          .resideInAPackage(SIMULATOR + ".render")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SIMULATOR);
}
