// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** The arrows of design §2. */
@AnalyzeClasses(packages = "org.teiten", importOptions = ImportOption.DoNotIncludeTests.class)
class CentralArchitectureTest {
  @ArchTest
  static final ArchRule packagesDependOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("org.teiten.central..")
          .layer("wiring")
          .definedBy("org.teiten.central")
          .layer("web")
          .definedBy("org.teiten.central.web..")
          .layer("backup")
          .definedBy("org.teiten.central.backup..")
          .layer("analyse")
          .definedBy("org.teiten.central.analyse..")
          .layer("pki")
          .definedBy("org.teiten.central.pki..")
          .layer("listen")
          .definedBy("org.teiten.central.listen..")
          .layer("ingest")
          .definedBy("org.teiten.central.ingest..")
          .layer("store")
          .definedBy("org.teiten.central.store..")
          .layer("enrich")
          .definedBy("org.teiten.central.enrich..")
          .layer("report")
          .definedBy("org.teiten.central.report..")
          .layer("knowledge")
          .definedBy("org.teiten.central.knowledge..")
          .layer("observe")
          .definedBy("org.teiten.central.observe..")
          .layer("phenomena")
          .definedBy("org.teiten.central.phenomena..")
          .layer("notify")
          .definedBy("org.teiten.central.notify..")
          .layer("text")
          .definedBy("org.teiten.central.text..")
          .layer("account")
          .definedBy("org.teiten.central.account..")
          .layer("audit")
          .definedBy("org.teiten.central.audit..")
          .whereLayer("wiring")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("backup")
          .mayOnlyBeAccessedByLayers("web", "wiring")
          .whereLayer("notify")
          .mayOnlyBeAccessedByLayers("web", "wiring")
          .whereLayer("text")
          .mayOnlyBeAccessedByLayers("account", "knowledge", "notify", "report", "web", "wiring")
          .whereLayer("account")
          .mayOnlyBeAccessedByLayers("web", "wiring")
          .whereLayer("audit")
          .mayOnlyBeAccessedByLayers("account", "web", "wiring")
          .whereLayer("observe")
          .mayOnlyBeAccessedByLayers("web", "wiring")
          .whereLayer("phenomena")
          .mayOnlyBeAccessedByLayers("observe", "report", "web", "wiring")
          .whereLayer("analyse")
          .mayOnlyBeAccessedByLayers("notify", "observe", "report", "web", "wiring")
          .whereLayer("ingest")
          .mayOnlyBeAccessedByLayers("web", "wiring")
          .whereLayer("listen")
          .mayOnlyBeAccessedByLayers("ingest", "web")
          .whereLayer("pki")
          .mayOnlyBeAccessedByLayers("ingest", "web", "wiring")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers(
              "pki", "ingest", "analyse", "backup", "notify", "observe", "web", "report", "wiring")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("notify", "web", "wiring")
          .whereLayer("knowledge")
          .mayOnlyBeAccessedByLayers("analyse", "notify", "observe", "report", "web", "wiring")
          .whereLayer("enrich")
          .mayOnlyBeAccessedByLayers(
              "store", "ingest", "analyse", "notify", "web", "report", "wiring");

  @ArchTest
  static final ArchRule theCentreSeesNoCapture =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAPackage("org.teiten.central..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.teiten.capture..", "org.teiten.sensor..");

  @ArchTest
  static final ArchRule supportKnowsNoCentre =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAnyPackage("org.teiten.support..", "org.teiten.flowtuple..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.teiten.central..");
}
