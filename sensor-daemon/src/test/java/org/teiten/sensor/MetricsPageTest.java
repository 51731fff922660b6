// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.teiten.support.metrics.MetricTable;

class MetricsPageTest {
  private static final Path PAGE = Path.of("../docs/53-metrics.md");
  private static final Path RULES = Path.of("../config/prometheus/teiten-rules.yaml");
  private static final Path RUNBOOK = Path.of("../docs/54-runbook.md");

  @Test
  void thePageOfMetricsIsThatOfTheCode() throws IOException {
    String page = Files.readString(PAGE);
    String current = MetricTable.replaceIn(page, "sensor", SensorMetrics.all());
    if (Boolean.parseBoolean(System.getenv("TEITEN_WRITE_DOCS"))) {
      Files.writeString(PAGE, current);
    }
    assertThat(Files.readString(PAGE)).as("run with TEITEN_WRITE_DOCS=true").isEqualTo(current);
  }

  @Test
  void everyMetricOfTheRulesExists() throws IOException {
    // The page has the centre's too, whose own test compares them with its list.
    String page = Files.readString(PAGE);
    Matcher used = Pattern.compile("teiten_[a-z_]+").matcher(Files.readString(RULES));
    while (used.find()) {
      assertThat(page).contains("| `" + used.group() + "` |");
    }
  }

  @Test
  void everyAlertHasItsSectionInTheRunbook() throws IOException {
    String runbook = Files.readString(RUNBOOK);
    Matcher alert =
        Pattern.compile("alert: (\\w+)[\\s\\S]*?runbook: docs/54-runbook.md#(\\S+)")
            .matcher(Files.readString(RULES));
    int alerts = 0;
    while (alert.find()) {
      alerts++;
      assertThat(runbook).contains("## " + alert.group(1) + "\n");
      assertThat(alert.group(2)).isEqualTo(alert.group(1).toLowerCase(java.util.Locale.ROOT));
    }
    assertThat(alerts)
        .isEqualTo(
            (int) Files.readString(RULES).lines().filter(line -> line.contains("alert: ")).count())
        .isPositive();
  }
}
