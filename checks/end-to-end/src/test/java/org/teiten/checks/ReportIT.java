// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of April to June 2017, from simulated sensors; its files stay in target/report. */
@Tag("long")
class ReportIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE = 900;
  private static final Path OUT = Checkout.top().resolve("checks/end-to-end/target/report");

  @TempDir private static Path folder;

  @BeforeAll
  static void simulatesAndImports() {
    run(
        Checkout.simulate(),
        Checkout.top().resolve("checks/simulator/models/jpcert-2017q2.yaml"),
        "--batches",
        folder.resolve("batches"));
    central("import", "--register", folder.resolve("batches"));
    for (String edition : List.of("internal", "public")) {
      central(
          "report",
          "--quarter",
          "2017Q2",
          "--zone",
          "Asia/Tokyo",
          "--edition",
          edition,
          "--out",
          OUT);
    }
  }

  private static void central(Object command, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                command,
                "--config",
                Checkout.top().resolve("config/central-store.yaml"),
                "--data",
                folder.resolve("store")));
    words.addAll(List.of(more));
    run(Checkout.central(), words.toArray());
  }

  private static void run(Path launcher, Object... words) {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    for (Object word : words) {
      line.add(word.toString());
    }
    ChildProcess.Outcome outcome = ChildProcess.run(PATIENCE, line);
    outcome.orThrow(line.toString());
  }

  private static JsonNode report(String name) throws IOException {
    return JSON.readTree(Files.readString(OUT.resolve(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"teiten-2017Q2.ja.json", "teiten-2017Q2-public.en.json"})
  void itsTablesAreThoseThatWerePublished(String name) throws IOException {
    JsonNode report = report(name);
    assertThat(rows(report.get("ports")))
        .startsWith(
            "23/tcp telnet 1",
            "1433/tcp ms-sql-s null",
            "22/tcp ssh 3",
            "445/tcp microsoft-ds null",
            "7547/tcp cwmp 4");
    assertThat(rows(report.get("countries")))
        .startsWith("CN null 1", "US null 2", "RU null 7", "KR null 4", "BR null 6");
    assertThat(report.get("header").get("simulated").asBoolean()).isTrue();
  }

  @Test
  void everyChangeOfTheModelIsToldOnceWithWhatIsKnown() throws IOException {
    List<String> claims = new ArrayList<>();
    report("teiten-2017Q2.ja.json")
        .get("phenomena")
        .forEach(
            section -> {
              JsonNode claim = section.get("claim");
              claims.add(
                  "%s %s %s %s"
                      .formatted(
                          claim.get("kind").asText(),
                          claim.get("port").asText(),
                          claim.get("country").asText(),
                          section.get("hints").findValuesAsText("id").contains("wannacry")));
            });
    assertThat(claims)
        .containsExactlyInAnyOrder(
            "rise 22/tcp JP false",
            "rise 445/tcp JP true",
            "rise 445/tcp null true",
            "ramp 1433/tcp null false");
  }

  private static List<String> rows(JsonNode rows) {
    List<String> texts = new ArrayList<>();
    rows.forEach(
        row ->
            texts.add(
                row.get("key").asText()
                    + " "
                    + row.get("service").asText()
                    + " "
                    + row.get("previous_rank").asText()));
    return texts;
  }

  @Test
  void theOutageIsMissingCoverageAndThePublicEditionNamesNoSensor() throws IOException {
    JsonNode gaps = report("teiten-2017Q2.ja.json").get("observation").get("gaps");
    assertThat(gaps.toString()).contains("sensor-07", "2017-04-18", "2017-04-20");
    for (String ending : List.of("html", "json", "texts.yaml")) {
      assertThat(Files.readString(OUT.resolve("teiten-2017Q2-public.ja." + ending)))
          .doesNotContain("sensor-0", "sensor-1", "sensor-2");
    }
  }
}
