// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.score;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

@AnalyzeClasses(
    packages = "org.teiten.checks.score",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ScoreArchitectureTest {
  @ArchTest
  static final ArchRule asksOfTheCentreForPhenomenaOnly =
      ArchRuleDefinition.noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.teiten.central",
              "org.teiten.central.store..",
              "org.teiten.central.analyse..",
              "org.teiten.central.ingest..",
              "org.teiten.central.web..");
}
