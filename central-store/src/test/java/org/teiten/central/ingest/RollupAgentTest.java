// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.StoreConfig;
import org.teiten.support.config.ByteSize;

class RollupAgentTest {
  private static final StoreConfig CONFIG =
      new StoreConfig(ByteSize.parse("256MiB"), 2, ByteSize.parse("0B"));

  @TempDir private Path data;
  private final AtomicLong pending = new AtomicLong();
  private FlowStore store;

  @BeforeEach
  void opens() throws IOException {
    store = FlowStore.openForWriting(data, CONFIG);
  }

  @AfterEach
  void closes() {
    store.close();
  }

  private void insert(int batch, long rows) throws SQLException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO flows BY NAME
          SELECT %1$d AS batch, 1 AS sensor, TIMESTAMP '2026-05-01' AS interval_start, 0 AS part,
            false AS overlap, 4 AS ip_version, (3400000000 + i %% 1000)::UINTEGER AS source_ipv4,
            6 AS protocol, 23 AS port, 'scan' AS class, 'tcp-syn' AS traffic_type,
            'none' AS fingerprint, 1 AS packets, 40 AS bytes, 1 AS destinations,
            false AS destinations_estimated, false AS folded, 1 AS sources,
            interval_start AS first_packet, interval_start AS last_packet, 64 AS ttl,
            2 AS tcp_flags, 0 AS quality_marks, 'JP' AS country, 2516 AS asn
          FROM range(%2$d) r(i)
          """
              .formatted(batch, rows));
      statement.execute(
          """
          INSERT INTO intervals BY NAME
          SELECT %1$d AS batch, 1 AS sensor, 'live' AS kind,
            TIMESTAMP '2026-05-01' AS interval_start, 60 AS length, 0 AS part,
            interval_start AS observed_from, interval_start AS observed_to, 1 AS monitored_ipv4,
            0 AS monitored_ipv6, 0 AS received, 0 AS kernel_dropped, 0 AS interface_dropped,
            0 AS ring_dropped, 0 AS not_ip, 0 AS undecodable, 0 AS not_monitored, 0 AS solicited,
            0 AS late, 0 AS bad_time, 0 AS folded_packets, 0 AS folded_rows, 0 AS scan,
            0 AS backscatter, 0 AS other, %2$d AS rows, 0 AS bytes, 'unknown' AS clock,
            -1 AS clock_error, false AS overlap
          """
              .formatted(batch, rows));
    }
  }

  private long number(String question) throws SQLException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void addsAMillionRowsWhileOthersWriteAndTheRestAtTheEnd() throws Exception {
    insert(1, 1_000_000);
    try (RollupAgent agent = new RollupAgent(store, pending)) {
      assertThat(agent).isNotNull();
      insert(2, 60_000);
      pending.addAndGet(60_000);
      await().untilAsserted(() -> assertThat(pending).hasValueLessThanOrEqualTo(60_000));
      assertThat(number("SELECT sum(packets) FROM months_by_port"))
          .isGreaterThanOrEqualTo(1_000_000);
    }
    assertThat(pending).hasValue(0);
    assertThat(number("SELECT sum(packets) FROM months_by_port")).isEqualTo(1_060_000);
    assertThat(number("SELECT batch FROM rolled_up")).isEqualTo(2);
  }

  @Test
  void theRestOfAMillionWaitsForItsOwnMillion() throws Exception {
    insert(1, 1_000_000);
    insert(2, 10);
    try (RollupAgent agent = new RollupAgent(store, pending)) {
      assertThat(agent).isNotNull();
      await().untilAsserted(() -> assertThat(pending).hasValueLessThanOrEqualTo(10));
    }
    assertThat(pending).hasValue(10);
    assertThat(number("SELECT batch FROM rolled_up")).isEqualTo(1);
  }

  @Test
  void sketchesThatStepsLeftForLaterAreMergedAtTheEnd() throws Exception {
    insert(1, 60_000);
    new RollupAgent(store, pending).close();
    insert(2, 60_000);
    insert(3, 60_000);
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE flows SET interval_start = '2026-06-01' WHERE batch = 3");
    }
    new RollupAgent(store, pending).close();
    assertThat(number("SELECT count(*) FROM sources_by_day WHERE subject = 'ports'")).isEqualTo(2);
    assertThat(number("SELECT count(*) FROM sketched_months")).isEqualTo(1);
  }

  @Test
  void whatCannotBeAddedStaysAsItWasAndComesWithTheNextProcess() throws Exception {
    insert(1, 60_000);
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE sources_by_day RENAME TO hidden");
      new RollupAgent(store, pending).close();
      assertThat(pending).hasValue(60_000);
      assertThat(number("SELECT count(*) FROM hours_by_port")).isZero();
      assertThat(number("SELECT batch FROM rolled_up")).isZero();

      statement.execute("ALTER TABLE hidden RENAME TO sources_by_day");
    }
    new RollupAgent(store, pending).close();
    assertThat(pending).hasValue(0);
    assertThat(number("SELECT sum(packets) FROM hours_by_port")).isEqualTo(60_000);
  }
}
