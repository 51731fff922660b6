// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of design §2 within capture-core, and what it must never see. */
@AnalyzeClasses(
    packages = "org.teiten.capture",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule stagesFollowThePacket =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("org.teiten.capture..")
          .layer("source")
          .definedBy("..capture.source..")
          .layer("ring")
          .definedBy("..capture.ring..")
          .layer("decode")
          .definedBy("..capture.decode..")
          .layer("classify")
          .definedBy("..capture.classify..")
          .layer("aggregate")
          .definedBy("..capture.aggregate..")
          .layer("pipeline")
          .definedBy("..capture.pipeline..")
          .whereLayer("pipeline")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("aggregate")
          .mayOnlyBeAccessedByLayers("pipeline")
          .whereLayer("classify")
          .mayOnlyBeAccessedByLayers("aggregate", "pipeline")
          .whereLayer("decode")
          .mayOnlyBeAccessedByLayers("classify", "pipeline")
          .whereLayer("ring")
          .mayOnlyBeAccessedByLayers("pipeline")
          .whereLayer("source")
          .mayOnlyBeAccessedByLayers("ring", "decode", "pipeline");

  @ArchTest
  static final ArchRule noStagesInACircle =
      slices().matching("org.teiten.capture.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule aLibraryWithoutLoggerConfigurationOrOtherModules =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.slf4j..",
              "ch.qos.logback..",
              "org.snakeyaml..",
              "com.fasterxml.jackson..",
              "org.teiten.sensor..",
              "org.teiten.central..",
              "org.teiten.support..",
              "org.teiten.flowtuple.batch..");
}
