// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * End-to-end checks see the processes from outside, and the record between them; no code of theirs.
 */
@AnalyzeClasses(packages = "org.teiten.checks")
class ChecksArchitectureTest {
  @ArchTest
  static final ArchRule checksSeeOnlyTheRecord =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.teiten.capture..",
              "org.teiten.sensor..",
              "org.teiten.central..",
              "org.teiten.support..");

  @ArchTest
  static final ArchRule trafficIsMadeWithoutTheRecord =
      noClasses()
          .that()
          .resideInAPackage("org.teiten.checks.traffic")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.teiten.flowtuple..");
}
