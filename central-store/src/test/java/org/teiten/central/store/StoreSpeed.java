// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.support.config.ByteSize;

/**
 * Writes docs/97-store.md: rankings of a quarter of 20 million rows, and the bare SQL beside. Its
 * name keeps it out of the ordinary tests: {@code ./test.sh --long store} asks for it.
 */
class StoreSpeed {
  private static final int BATCHES = 400;
  private static final int ROWS = 50_000;
  private static final int REPEATS = 5;
  private static final Instant FROM = Instant.parse("2017-03-31T15:00:00Z");
  private static final Instant TO = Instant.parse("2017-06-30T15:00:00Z");

  @TempDir private Path data;
  private final StringBuilder page = new StringBuilder();

  private interface Timed {
    void run() throws SQLException;
  }

  @Test
  void writesThePage() throws Exception {
    StoreConfig config = new StoreConfig(ByteSize.parse("2GiB"), 2, ByteSize.parse("0B"));
    try (FlowStore store = FlowStore.openForWriting(data, config);
        Connection connection = store.connect()) {
      insert(connection);
      long begin = System.nanoTime();
      try (Rollups rollups = new Rollups(store)) {
        rollups.catchUp();
      }
      double rollUp = (System.nanoTime() - begin) / 1e9;
      page.append(
          """
          # The store, measured

          Written by `./test.sh --long store`; do not edit. Median of %d runs in one process, the first left
          out; file in the page cache.

          %s

          %,d rows of the second quarter of 2017 (Asia/Tokyo), 24 sensors, 5,000 ports, 200 countries, 2,000
          networks, hourly intervals. Rolling them up took %.0f s, %.1f µs a row.

          | ranking of the quarter | rollups, ms | raw rows, ms | bare SQL, ms |
          |---|---:|---:|---:|
          """
              .formatted(
                  REPEATS,
                  machine(),
                  (long) BATCHES * ROWS,
                  rollUp,
                  rollUp * 1e6 / BATCHES / ROWS));
      rank(connection, RankKey.PORTS, "protocol, port, icmp_type");
      rank(connection, RankKey.COUNTRIES, "country");
      rank(connection, RankKey.NETWORKS, "asn");
      rank(connection, RankKey.SENSORS, "sensor");
      rank(connection, RankKey.FINGERPRINTS, "fingerprint");
      page.append(
          """

          Bare SQL is `SELECT …, sum(packets) FROM flows WHERE class = 'scan' AND interval_start … GROUP BY …`, without
          rates, which need each sensor's sum. Both contain all rows' exact sums; the test compares them.

          | distinct sources of the first ten | sketches, ms | exact, ms |
          |---|---:|---:|
          """);
      sources(connection, RankKey.PORTS);
      sources(connection, RankKey.COUNTRIES);
    }
    Files.writeString(docs(), page);
  }

  private <K> void rank(Connection connection, RankKey<K> key, String columns) throws SQLException {
    FlowFilter filter = new FlowFilter("scan", null, null, null, null, null);
    List<SensorWeight> weights = new ArrayList<>();
    for (int sensor = 1; sensor <= 24; sensor++) {
      weights.add(new SensorWeight(sensor, 1 / (24 * 91.0), 0));
    }
    RankingQuestions<K> rolled = RankingQuestions.by(key, true, 0);
    RankingQuestions<K> raw = RankingQuestions.by(key, false, 0);
    long sum = sum(rolled.packets(connection, FROM, TO, weights, filter));
    assertThat(sum).isEqualTo(sum(raw.packets(connection, FROM, TO, weights, filter))).isPositive();
    String bare =
        "SELECT "
            + columns
            + ", sum(packets) FROM flows WHERE NOT overlap AND class = 'scan' AND interval_start >= "
            + Sql.literal(FROM)
            + " AND interval_start < "
            + Sql.literal(TO)
            + " GROUP BY ALL";
    page.append(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d | %d |%n",
            key.label(),
            median(() -> rolled.packets(connection, FROM, TO, weights, filter)),
            median(() -> raw.packets(connection, FROM, TO, weights, filter)),
            median(() -> drain(connection, bare))));
  }

  private <K> void sources(Connection connection, RankKey<K> key) throws SQLException {
    FlowFilter filter = new FlowFilter("scan", null, null, null, null, null);
    List<K> keys =
        RankingQuestions.by(key, true, 0)
            .packets(connection, FROM, TO, List.of(new SensorWeight(1, 1, 0)), filter)
            .stream()
            .sorted((a, b) -> Long.compare(b.packets(), a.packets()))
            .limit(10)
            .map(Counted::key)
            .toList();
    page.append(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d |%n",
            key.label(),
            median(
                () ->
                    RankingQuestions.by(key, true, 0)
                        .sources(connection, FROM, TO, null, filter, keys, 1, false)),
            median(
                () ->
                    RankingQuestions.by(key, true, Long.MAX_VALUE)
                        .sources(connection, FROM, TO, null, filter, keys, 1, false))));
  }

  private static long median(Timed question) throws SQLException {
    question.run();
    long[] nanos = new long[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      long begin = System.nanoTime();
      question.run();
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos[REPEATS / 2] / 1_000_000;
  }

  private static void drain(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(text)) {
      while (row.next()) {
        row.getLong(row.getMetaData().getColumnCount());
      }
    }
  }

  private static long sum(List<? extends Counted<?>> counted) {
    return counted.stream().mapToLong(Counted::packets).sum();
  }

  /** In the order of time, as batches come in; a day of a sensor has some hundred sources. */
  private static void insert(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (int batch = 1; batch <= BATCHES; batch++) {
        statement.execute(
            """
            INSERT INTO flows BY NAME
            WITH h AS (SELECT range AS i, hash(range, %1$d) AS h FROM range(%2$d))
            SELECT %1$d AS batch, (1 + hash(h, 1) %% 24)::INTEGER AS sensor,
              date_trunc('hour', TIMESTAMP '2017-03-31 15:00:00'
                + INTERVAL 1 SECOND * (((%1$d - 1) * 19656 + i * 19656 // %2$d)::BIGINT))::TIMESTAMP
                AS interval_start,
              0 AS part, false AS overlap, 4 AS ip_version,
              (pow(hash(h, 5) %% 1000000 / 1e6, 3) * 4e9)::UINTEGER // 1000 AS source_ipv4,
              CASE WHEN hash(h, 6) %% 5 = 0 THEN 17 ELSE 6 END AS protocol,
              (pow(hash(h, 7) %% 1000000 / 1e6, 6) * 5000)::INTEGER AS port,
              CASE WHEN hash(h, 10) %% 20 = 0 THEN 'backscatter' ELSE 'scan' END AS class,
              'syn' AS traffic_type,
              ['none', 'none', 'none', 'mirai', 'zmap'][(1 + hash(h, 11) %% 5)::INTEGER]
                AS fingerprint,
              (1 + hash(h, 12) %% 3)::BIGINT AS packets, packets * 40 AS bytes,
              1 AS destinations, false AS destinations_estimated, false AS folded, 1 AS sources,
              interval_start AS first_packet, interval_start AS last_packet, 64 AS ttl,
              2 AS tcp_flags, 0 AS quality_marks,
              chr(65 + (pow(hash(h, 13) %% 1000 / 1e3, 2) * 14)::INTEGER)
                || chr(65 + (hash(h, 14) %% 14)::INTEGER) AS country,
              (1 + pow(hash(h, 15) %% 100000 / 1e5, 3) * 2000)::UINTEGER AS asn
            FROM h
            """
                .formatted(batch, ROWS));
      }
      statement.execute(
          """
          INSERT INTO intervals BY NAME
          SELECT batch, 1 AS sensor, 'live' AS kind, TIMESTAMP '2017-05-01' AS interval_start,
            60 AS length, 0 AS part, interval_start AS observed_from, interval_start AS observed_to,
            1 AS monitored_ipv4, 0 AS monitored_ipv6, 0 AS received, 0 AS kernel_dropped,
            0 AS interface_dropped, 0 AS ring_dropped, 0 AS not_ip, 0 AS undecodable,
            0 AS not_monitored, 0 AS solicited, 0 AS late, 0 AS bad_time, 0 AS folded_packets,
            0 AS folded_rows, 0 AS scan, 0 AS backscatter, 0 AS other, %d AS rows, 0 AS bytes,
            'unknown' AS clock, -1 AS clock_error, false AS overlap
          FROM range(1, %d) r(batch)
          """
              .formatted(ROWS, BATCHES + 1));
    }
  }

  private static String machine() throws Exception {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .findFirst()
            .map(line -> line.substring(line.indexOf(':') + 2))
            .orElse("unknown processor");
    String commit = System.getProperty("teiten.commit", "unknown");
    return "Commit "
        + commit
        + ", "
        + LocalDate.now(java.time.ZoneOffset.UTC)
        + "; "
        + model
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, 2 threads; Linux "
        + System.getProperty("os.version")
        + ", Java "
        + Runtime.version()
        + ", load "
        + Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]
        + " at the end";
  }

  private static Path docs() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("docs"))) {
        return at.resolve("docs/97-store.md");
      }
    }
    throw new IllegalStateException("no docs folder above " + Path.of("").toAbsolutePath());
  }
}
