// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.support.config.ByteSize;

/** Whatever is asked, rollups and raw rows say the same; random rows of nine days, five sensors. */
class RollupsTest {
  static final StoreConfig CONFIG =
      new StoreConfig(ByteSize.parse("256MiB"), 2, ByteSize.parse("0B"));
  static final List<RankKey<?>> KEYS =
      List.of(
          RankKey.PORTS,
          RankKey.COUNTRIES,
          RankKey.NETWORKS,
          RankKey.SENSORS,
          RankKey.FINGERPRINTS);
  static final List<FlowFilter> FILTERS =
      List.of(
          FlowFilter.ALL,
          new FlowFilter("scan", null, null, null, null, null),
          new FlowFilter("scan", null, 6, 23, null, null),
          new FlowFilter(null, null, 1, null, 8, 0),
          new FlowFilter(null, "JP", null, null, null, null),
          new FlowFilter("scan", "JP", 6, 22, null, null),
          new FlowFilter(null, null, null, null, null, null, 2516L, null),
          new FlowFilter("scan", null, null, null, null, null, null, "mirai"),
          new FlowFilter(null, "US", 6, null, null, null, 15169L, "none"));
  static final List<SensorWeight> WEIGHTS =
      List.of(
          new SensorWeight(1, 0.25, 0.5),
          new SensorWeight(2, 0.125, 0),
          new SensorWeight(3, 0, 0),
          new SensorWeight(5, 0.5, 0.25));

  @TempDir private Path data;
  private FlowStore store;

  @BeforeEach
  void opens() throws IOException {
    store = FlowStore.openForWriting(data, CONFIG);
  }

  @AfterEach
  void closes() {
    store.close();
  }

  /** Spans of several zones: whole days of UTC, Tokyo and Calcutta, minutes, an hour, nothing. */
  static List<Instant[]> periods() {
    List<Instant[]> periods = new ArrayList<>();
    for (String zone : List.of("UTC", "Asia/Tokyo", "Asia/Kolkata", "America/St_Johns")) {
      periods.add(new Instant[] {midnight(zone, "2017-05-02"), midnight(zone, "2017-05-07")});
      periods.add(new Instant[] {midnight(zone, "2017-05-03"), midnight(zone, "2017-05-04")});
    }
    periods.add(span("2017-04-01T00:00:00Z", "2017-06-01T00:00:00Z"));
    periods.add(span("2017-05-03T10:17:00Z", "2017-05-03T10:43:00Z"));
    periods.add(span("2017-05-03T10:00:00Z", "2017-05-03T11:00:00Z"));
    periods.add(span("2018-05-03T10:00:00Z", "2018-05-03T11:00:00Z"));
    // Whole months without some days, whole days without some hours, and the other way round.
    periods.add(span("2017-05-03T10:17:00Z", "2017-06-02T00:30:00Z"));
    periods.add(span("2017-05-02T09:00:00Z", "2017-06-30T15:00:00Z"));
    periods.add(span("2017-03-31T15:00:00Z", "2017-05-07T20:00:00Z"));
    periods.add(span("2017-04-28T05:00:00Z", "2017-05-27T00:00:00Z"));
    Random random = new Random(20170501);
    Instant first = Instant.parse("2017-04-20T00:00:00Z");
    for (int i = 0; i < 20; i++) {
      Instant from = first.plus(Duration.ofHours(random.nextInt(24 * 20)));
      periods.add(new Instant[] {from, from.plus(Duration.ofHours(1 + random.nextInt(24 * 40)))});
    }
    return periods;
  }

  static Instant midnight(String zone, String day) {
    return java.time.LocalDate.parse(day).atStartOfDay(ZoneId.of(zone)).toInstant();
  }

  private static Instant[] span(String from, String to) {
    return new Instant[] {Instant.parse(from), Instant.parse(to)};
  }

  /** Batches of random rows: in the order of time, but for some that come late. */
  static void insert(Connection connection, int firstBatch, int lastBatch) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO flows BY NAME
          WITH i AS (SELECT range AS i, %1$d + range // 200 AS batch
            FROM range((%2$d - %1$d + 1) * 200)),
          h AS (SELECT *, hash(i, batch) AS h FROM i)
          SELECT batch, (1 + hash(h, 1) %% 5)::INTEGER AS sensor,
            TIMESTAMP '2017-05-01' + INTERVAL 1 MINUTE * ((batch * 259
              + CASE WHEN batch %% 7 = 0 THEN -3000 ELSE hash(h, 2) %% 300 END)::BIGINT)
              AS interval_start,
            0 AS part, batch %% 11 = 0 AS overlap,
            CASE WHEN hash(h, 3) %% 5 = 0 THEN 6 ELSE 4 END AS ip_version,
            CASE WHEN hash(h, 3) %% 5 > 0 AND hash(h, 4) %% 19 > 0
              THEN (hash(h, 5) %% 3000)::UINTEGER + 3400000000 END AS source_ipv4,
            CASE WHEN hash(h, 3) %% 5 = 0 AND hash(h, 4) %% 19 > 0
              THEN (hash(h, 5) %% 500)::UHUGEINT
                + 42540766411282592856903984951653826560::UHUGEINT END AS source_ipv6,
            [6, 6, 6, 17, 1, 47][(1 + hash(h, 6) %% 6)::INTEGER] AS protocol,
            CASE WHEN protocol IN (6, 17)
              THEN [22, 23, 445, 65535, 0][(1 + hash(h, 7) %% 5)::INTEGER] END AS port,
            CASE WHEN protocol = 1 THEN [8, 13][(1 + hash(h, 8) %% 2)::INTEGER] END AS icmp_type,
            CASE WHEN protocol = 1 THEN hash(h, 9) %% 2 END AS icmp_code,
            ['scan', 'scan', 'backscatter', 'other'][(1 + hash(h, 10) %% 4)::INTEGER] AS class,
            'syn' AS traffic_type,
            ['none', 'none', 'mirai', 'zmap-4'][(1 + hash(h, 11) %% 4)::INTEGER] AS fingerprint,
            (1 + hash(h, 12) %% 9)::BIGINT AS packets, packets * 40 AS bytes,
            1::BIGINT AS destinations, false AS destinations_estimated,
            hash(h, 4) %% 19 = 0 AS folded, 1::BIGINT AS sources,
            interval_start AS first_packet, interval_start AS last_packet, 64 AS ttl,
            2 AS tcp_flags, 0 AS quality_marks,
            CASE WHEN folded THEN 'unattributed'
              ELSE ['JP', 'US', 'CN', 'special', 'unknown'][(1 + hash(h, 13) %% 5)::INTEGER] END
              AS country,
            CASE WHEN folded OR country IN ('special', 'unknown') THEN 0
              ELSE [0, 2516, 15169, 4134][(1 + hash(h, 14) %% 4)::INTEGER] END AS asn
          FROM h
          """
              .formatted(firstBatch, lastBatch));
      statement.execute(
          """
          INSERT INTO intervals BY NAME
          SELECT batch, 1 AS sensor, 'live' AS kind, TIMESTAMP '2017-05-01' AS interval_start,
            60 AS length, 0 AS part, interval_start AS observed_from, interval_start AS observed_to,
            1 AS monitored_ipv4, 0 AS monitored_ipv6, 0 AS received, 0 AS kernel_dropped,
            0 AS interface_dropped, 0 AS ring_dropped, 0 AS not_ip, 0 AS undecodable,
            0 AS not_monitored, 0 AS solicited, 0 AS late, 0 AS bad_time, 0 AS folded_packets,
            0 AS folded_rows, 0 AS scan, 0 AS backscatter, 0 AS other, 200 AS rows, 0 AS bytes,
            'unknown' AS clock, -1 AS clock_error, false AS overlap
          FROM range(%d, %d) r(batch)
          """
              .formatted(firstBatch, lastBatch + 1));
    }
  }

  private void rollUp() throws SQLException {
    try (Rollups rollups = new Rollups(store)) {
      rollups.catchUp();
    }
  }

  @Test
  void everyRankingFromRollupsIsTheOneFromRawRows() throws SQLException {
    try (Connection connection = store.connect()) {
      insert(connection, 1, 30);
      rollUp();
      assertThat(Rollups.pending(connection)).isZero();
      insert(connection, 31, 50);
      assertThat(Rollups.pending(connection)).isEqualTo(20 * 200);
      requireSameRankings(connection);
      rollUp();
      requireSameRankings(connection);
    }
  }

  private static void requireSameRankings(Connection connection) throws SQLException {
    // Every filter with two periods, every period with some filter: all pairs would take minutes.
    List<Instant[]> periods = periods();
    int at = 0;
    for (RankKey<?> key : KEYS) {
      int compared = 0;
      for (FlowFilter filter : FILTERS) {
        compared += requireSame(connection, key, periods.get(at++ % periods.size()), filter);
        compared += requireSame(connection, key, periods.get(at++ % periods.size()), filter);
      }
      assertThat(compared).as(key.label()).isPositive();
    }
  }

  private static <K> int requireSame(
      Connection connection, RankKey<K> key, Instant[] period, FlowFilter filter)
      throws SQLException {
    Map<K, Counted<K>> raw = packets(connection, key, period, filter, false);
    Map<K, Counted<K>> rolled = packets(connection, key, period, filter, true);
    assertThat(rolled.keySet()).isEqualTo(raw.keySet());
    for (Counted<K> one : raw.values()) {
      Counted<K> other = rolled.get(one.key());
      assertThat(other.packets()).isEqualTo(one.packets());
      assertThat(other.sensors()).isEqualTo(one.sensors());
      assertThat(other.rate()).isCloseTo(one.rate(), within(1e-6));
      assertThat(other.rateIpv6()).isCloseTo(one.rateIpv6(), within(1e-6));
    }
    assertThat(bytesAndFolded(connection, key, period, filter, true))
        .isEqualTo(bytesAndFolded(connection, key, period, filter, false));
    assertThat(rolledUp(key).packets(connection, period[0], period[1], WEIGHTS, filter).bySensor())
        .isEqualTo(
            RankingQuestions.by(key, false, Long.MAX_VALUE)
                .packets(connection, period[0], period[1], WEIGHTS, filter)
                .bySensor());
    Map<K, Long> alone = new HashMap<>();
    raw.forEach((one, counted) -> alone.put(one, counted.packets()));
    List<Integer> sensors = WEIGHTS.stream().map(SensorWeight::sensor).toList();
    assertThat(rolledUp(key).packetsAlone(connection, period[0], period[1], sensors, filter, null))
        .isEqualTo(alone);
    Map<K, Long> numbered = new HashMap<>(alone);
    numbered.keySet().removeIf(one -> one instanceof Long number && number < 0);
    if (!numbered.isEmpty()) {
      assertThat(
              rolledUp(key)
                  .packetsAlone(
                      connection, period[0], period[1], sensors, filter, numbered.keySet()))
          .isEqualTo(numbered);
    }
    return raw.size();
  }

  private static <K> RankingQuestions<K> rolledUp(RankKey<K> key) {
    return RankingQuestions.by(key, true, Long.MAX_VALUE);
  }

  private static String bytesAndFolded(
      Connection connection, RankKey<?> key, Instant[] period, FlowFilter filter, boolean rollups)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(sum(bytes), 0) || ' ' || coalesce(sum(folded), 0) FROM ("
                    + Rollup.rows(
                        period[0], period[1], key.columns(), filter, rollups, Expiry.of(connection))
                    + ")")) {
      row.next();
      return row.getString(1);
    }
  }

  static <K> Map<K, Counted<K>> packets(
      Connection connection, RankKey<K> key, Instant[] period, FlowFilter filter, boolean rollups)
      throws SQLException {
    Map<K, Counted<K>> packets = new HashMap<>();
    RankingQuestions.by(key, rollups, Long.MAX_VALUE)
        .packets(connection, period[0], period[1], WEIGHTS, filter)
        .byKey()
        .forEach(one -> packets.put(one.key(), one));
    return packets;
  }

  @Test
  void everySeriesFromRollupsIsTheOneFromRawRows() throws SQLException {
    try (Connection connection = store.connect()) {
      insert(connection, 1, 40);
      rollUp();
      insert(connection, 41, 50);
      for (String zone : List.of("UTC", "Asia/Tokyo", "Asia/Kolkata")) {
        for (int hours : List.of(1, 24)) {
          requireSameSeries(connection, RankKey.PORTS, zone, hours);
          requireSameSeries(connection, RankKey.NETWORKS, zone, hours);
          requireSameSeries(connection, RankKey.COUNTRIES, zone, hours);
        }
      }
    }
  }

  private static <K> void requireSameSeries(
      Connection connection, RankKey<K> key, String zone, int hours) throws SQLException {
    List<Instant> begins = new ArrayList<>();
    Instant end = midnight(zone, "2017-05-06");
    for (ZonedDateTime at = midnight(zone, "2017-05-02").atZone(ZoneId.of(zone));
        at.toInstant().isBefore(end);
        at = at.plusHours(hours)) {
      begins.add(at.toInstant());
    }
    FlowFilter filter = new FlowFilter("scan", null, null, null, null, null);
    List<K> keys = new ArrayList<>();
    RankingQuestions.by(key, false, Long.MAX_VALUE)
        .packets(connection, begins.get(0), end, WEIGHTS, filter)
        .byKey()
        .forEach(one -> keys.add(one.key()));
    List<Integer> sensors = List.of(1, 3);
    var raw =
        new SeriesQuestions<>(key, begins, end, false).packets(connection, sensors, filter, keys);
    var rolled =
        new SeriesQuestions<>(key, begins, end, true).packets(connection, sensors, filter, keys);
    assertThat(raw).hasSizeGreaterThan(8);
    assertThat(rolled).containsExactlyInAnyOrderElementsOf(raw);
  }

  @Test
  void sourcesFromSketchesAreWithinTheirError() throws SQLException {
    try (Connection connection = store.connect()) {
      insert(connection, 1, 40);
      rollUp();
      insert(connection, 41, 50);
      for (RankKey<?> key : KEYS) {
        for (FlowFilter filter : FILTERS.subList(0, 2)) {
          requireNear(connection, key, filter);
        }
      }
    }
  }

  private static <K> void requireNear(Connection connection, RankKey<K> key, FlowFilter filter)
      throws SQLException {
    Instant from = midnight("Asia/Tokyo", "2017-05-02");
    Instant to = midnight("Asia/Tokyo", "2017-05-08");
    RankingQuestions.Seen seen = new RankingQuestions.Seen(from, to, null, filter, 1, false);
    List<K> keys =
        RankingQuestions.by(key, false, Long.MAX_VALUE)
            .packets(connection, from, to, WEIGHTS, filter)
            .byKey()
            .stream()
            .map(Counted::key)
            .toList();
    Map<K, RankingQuestions.Sources> exact =
        RankingQuestions.by(key, false, Long.MAX_VALUE).sources(connection, seen, keys);
    Map<K, RankingQuestions.Sources> sketched =
        RankingQuestions.by(key, true, 0).sources(connection, seen, keys);
    for (K one : keys) {
      assertThat(exact.get(one).error()).isZero();
      assertThat(Math.abs(sketched.get(one).count() - exact.get(one).count()))
          .as("%s %s", key.label(), one)
          .isLessThanOrEqualTo(2 * sketched.get(one).error() + 1); // four sigma
    }
    // Few sources are known exactly even to a sketch; those of a sensor are many.
    if (key == RankKey.SENSORS) {
      assertThat(keys).anyMatch(one -> sketched.get(one).error() > 0);
    }
  }

  @Test
  void aKeyThatIsTakenAwayWhollyIsNotRanked() throws SQLException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      insert(connection, 1, 40);
      statement.execute("UPDATE flows SET country = 'NZ' WHERE interval_start < '2017-05-02'");
      rollUp();
      Instant[] period = span("2017-05-02T00:00:00Z", "2017-06-01T00:00:00Z");
      assertThat(packets(connection, RankKey.COUNTRIES, period, FlowFilter.ALL, true).keySet())
          .contains("JP")
          .doesNotContain("NZ");
      assertThat(
              new ReportQuestions(connection, List.of(1, 2))
                  .totals(ReportQuestions.Along.COUNTRY, period[0], period[1], FlowFilter.ALL)
                  .keySet())
          .contains("JP")
          .doesNotContain("NZ");
    }
  }

  @Test
  void daysAndMonthsHaveFewRowsAKeyHoweverManyTimesTheyWereRolledUp() throws SQLException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement();
        Rollups rollups = new Rollups(store)) {
      long most = 0;
      for (int batch = 1; batch <= 40; batch++) {
        insert(connection, batch, batch);
        rollups.catchUp();
        for (String table : List.of("months_by_port", "days_by_country", "months_by_network")) {
          try (ResultSet row =
              statement.executeQuery(
                  "SELECT (SELECT count(*) FROM "
                      + table
                      + "), (SELECT count(*) FROM (SELECT DISTINCT * EXCLUDE (packets, bytes,"
                      + " folded) FROM "
                      + table
                      + "))")) {
            row.next();
            assertThat(row.getLong(1)).as(table).isBetween(1L, 2 * row.getLong(2));
            most = Math.max(most, row.getLong(1) - row.getLong(2));
          }
        }
      }
      assertThat(most)
          .as("rows beside one a key: they are not written anew each time")
          .isPositive();
      requireSameRankings(connection);
    }
  }

  @Test
  void anEarlierProcessLeavesNoMoreRowsThanOne() throws SQLException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      for (int batch = 1; batch <= 30; batch++) {
        insert(connection, batch, batch);
        rollUp();
      }
      try (ResultSet row =
          statement.executeQuery(
              "SELECT (SELECT count(*) FROM months_by_port), (SELECT count(*) FROM (SELECT DISTINCT *"
                  + " EXCLUDE (packets, bytes, folded) FROM months_by_port))")) {
        row.next();
        assertThat(row.getLong(1)).isPositive().isEqualTo(row.getLong(2));
      }
    }
  }

  @Test
  void makesTheLongerRollupsOfAStoreThatHasShortOnes() throws Exception {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      insert(connection, 1, 30);
      rollUp();
      insert(connection, 31, 40);
      SourceSketchesTest.backToVersionSix(connection);
      for (String table :
          List.of(
              "days_by_port",
              "months_by_port",
              "days_by_country",
              "months_by_country",
              "days_by_fingerprint",
              "months_by_fingerprint",
              "months_by_network",
              "expired",
              "observed_runs")) {
        statement.execute("DROP TABLE " + table);
      }
      statement.execute("UPDATE store SET version = 3");
    }
    store.close();
    store = FlowStore.openForWriting(data, CONFIG);
    try (Connection connection = store.connect()) {
      requireSameRankings(connection);
    }
  }

  @Test
  void makesTheRollupsOfAnOlderStoreWhenItIsOpened() throws Exception {
    Path older = Files.createDirectories(data.resolve("older"));
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + older.resolve(FlowStore.FILE));
        Statement statement = connection.createStatement()) {
      statement.execute(Sql.of("schema"));
      statement.execute("INSERT INTO store VALUES (1)");
      insert(connection, 1, 30);
    }
    try (FlowStore upgraded = FlowStore.openForReading(older, CONFIG);
        Connection connection = upgraded.connect();
        Statement statement = connection.createStatement()) {
      assertThat(Rollups.pending(connection)).isZero();
      try (ResultSet row = statement.executeQuery("SELECT sum(packets) FROM hours_by_country")) {
        row.next();
        assertThat(row.getLong(1)).isPositive();
      }
      requireSameRankings(connection);
    }
  }
}
