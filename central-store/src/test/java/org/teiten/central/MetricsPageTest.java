// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.teiten.support.metrics.MetricTable;

class MetricsPageTest {
  private static final Path PAGE = Path.of("../docs/53-metrics.md");

  @Test
  void thePageOfMetricsIsThatOfTheCode() throws IOException {
    String page = Files.readString(PAGE);
    String current = MetricTable.replaceIn(page, "centre", CentralMetrics.all());
    if (Boolean.parseBoolean(System.getenv("TEITEN_WRITE_DOCS"))) {
      Files.writeString(PAGE, current);
    }
    assertThat(Files.readString(PAGE)).as("run with TEITEN_WRITE_DOCS=true").isEqualTo(current);
  }
}
