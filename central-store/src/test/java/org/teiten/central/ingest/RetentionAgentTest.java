// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.Batch;
import org.teiten.central.store.DaysKept;
import org.teiten.central.store.RetentionConfig;
import org.teiten.central.store.Rollups;
import org.teiten.flowtuple.batch.EpochKind;
import org.teiten.support.metrics.MetricsRegistry;

class RetentionAgentTest {
  @TempDir private Path data;

  @Test
  void announcesInOnePassAndDeletesInTheNextWhileBatchesComeIn() throws Exception {
    try (CentreUnderTest centre = new CentreUnderTest(data, new Enrolment("tokyo-1", "jp"))) {
      centre.restore(
          Batch.of("archive", 1, 0)
              .kind(EpochKind.CAPTURE)
              .minute("2025-06-15T10:00:00Z")
              .tcp("203.0.113.5", 22, 5)
              .and());
      try (Rollups rollups = new Rollups(centre.store)) {
        rollups.catchUp();
      }
      MetricsRegistry metrics = new MetricsRegistry();
      try (RetentionAgent agent =
          new RetentionAgent(
              new RetentionConfig(new DaysKept(30), DaysKept.FOREVER),
              centre.store,
              centre.intake,
              Clock.fixed(CentreUnderTest.NOW, ZoneOffset.UTC))) {
        agent.bind(metrics);

        agent.pass();
        assertThat(centre.number("SELECT count(*) FROM flows")).isEqualTo(1);
        assertThat(metrics.scrape())
            .contains("teiten_retention_raw_from_timestamp_seconds 1.7803584E9");
        assertThat(
                centre
                    .put(
                        Batch.of("tokyo-1", 2, 0)
                            .minute("2026-07-02T11:00:00Z")
                            .tcp("203.0.113.5", 23, 1)
                            .and())
                    .statusCode())
            .isEqualTo(201);
        agent.pass();
      }
      assertThat(centre.number("SELECT count(*) FROM flows")).isEqualTo(1);
      assertThat(centre.number("SELECT count(*) FROM flows WHERE port = 23")).isEqualTo(1);
      assertThat(centre.number("SELECT sum(packets) FROM months_by_port")).isEqualTo(5);
      assertThat(centre.number("SELECT count(*) FROM intervals")).as("coverage stays").isEqualTo(2);
      assertThat(metrics.scrape())
          .contains("teiten_retention_deleted_rows_total{kind=\"raw\"} 1.0");
    }
  }
}
