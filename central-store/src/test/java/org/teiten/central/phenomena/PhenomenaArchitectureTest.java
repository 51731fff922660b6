// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

@AnalyzeClasses(
    packages = "org.teiten.central.phenomena",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PhenomenaArchitectureTest {
  @ArchTest
  static final ArchRule knowsNothingButTheVocabularyAndSpecialFunctions =
      ArchRuleDefinition.classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.teiten.central.phenomena",
              "org.teiten.flowtuple",
              "org.apache.commons.numbers.gamma",
              "java.lang..",
              "java.util..",
              "java.time..");
}
