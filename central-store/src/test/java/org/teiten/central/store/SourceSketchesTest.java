// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sketches of sources by day and month, beside what is counted from rows: ports of which each has
 * some more sources than the one before.
 */
class SourceSketchesTest {
  private static final FlowFilter SCANS = FlowFilter.of("scan");
  private static final int PORTS = 40;

  @TempDir private Path data;
  private FlowStore store;
  private Connection connection;
  private Rollups rollups;

  @BeforeEach
  void opens() throws IOException, SQLException {
    store = FlowStore.openForWriting(data, RollupsTest.CONFIG);
    connection = store.connect();
    rollups = new Rollups(store);
  }

  @AfterEach
  void closes() throws SQLException {
    rollups.close();
    connection.close();
    store.close();
  }

  private void execute(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private long number(String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A batch of rows: port p from p × scale sources, some of them the same on other days. */
  private void insert(int batch, String day, int scale) throws SQLException {
    execute(
        """
        INSERT INTO flows BY NAME
        SELECT %1$d AS batch, 1 AS sensor,
          TIMESTAMP '%2$s' + INTERVAL 1 MINUTE * (i %% 1440) AS interval_start, 0 AS part,
          false AS overlap, 4 AS ip_version,
          (3400000000 + (p * 7919 + i * 31 + (%1$d %% 3) * i) %% 50000)::UINTEGER AS source_ipv4,
          6 AS protocol, (1000 + p)::INTEGER AS port,
          CASE WHEN i %% 9 = 0 THEN 'backscatter' ELSE 'scan' END AS class,
          'tcp-syn' AS traffic_type, 'none' AS fingerprint, 1 AS packets, 40 AS bytes,
          1 AS destinations, false AS destinations_estimated, false AS folded, 1 AS sources,
          interval_start AS first_packet, interval_start AS last_packet, 64 AS ttl, 2 AS tcp_flags,
          0 AS quality_marks, 'JP' AS country, (2500 + p // 2)::UINTEGER AS asn
        FROM range(1, %4$d) p(p), range(%3$d * %4$d) r(i) WHERE i < p * %3$d
        """
            .formatted(batch, day, scale, PORTS + 1));
    execute(
        """
        INSERT INTO intervals BY NAME
        SELECT %1$d AS batch, 1 AS sensor, 'live' AS kind, TIMESTAMP '%2$s' AS interval_start,
          86400 AS length, 0 AS part, interval_start AS observed_from,
          interval_start + INTERVAL 1 DAY AS observed_to, 1 AS monitored_ipv4,
          0 AS monitored_ipv6, 0 AS received, 0 AS kernel_dropped, 0 AS interface_dropped,
          0 AS ring_dropped, 0 AS not_ip, 0 AS undecodable, 0 AS not_monitored, 0 AS solicited,
          0 AS late, 0 AS bad_time, 0 AS folded_packets, 0 AS folded_rows, 0 AS scan,
          0 AS backscatter, 0 AS other, 1 AS rows, 0 AS bytes, 'unknown' AS clock,
          -1 AS clock_error, false AS overlap
        """
            .formatted(batch, day));
  }

  private void insertAndRollUp(int batch, String day, int scale) throws SQLException {
    insert(batch, day, scale);
    assertThat(rollups.step()).isPositive();
  }

  private RankingQuestions.Seen seen(String from, String to) {
    return new RankingQuestions.Seen(
        Instant.parse(from), Instant.parse(to), null, SCANS, Long.MAX_VALUE, false);
  }

  private List<PortKey> ports() {
    List<PortKey> ports = new ArrayList<>();
    for (int p = 1; p <= PORTS; p++) {
      ports.add(new PortKey(6, 1000 + p, -1));
    }
    return ports;
  }

  private <K> Map<K, RankingQuestions.Sources> told(
      RankKey<K> key, RankingQuestions.Seen seen, Collection<K> keys) throws SQLException {
    return RankingQuestions.by(key, true, 0).sources(connection, seen, keys);
  }

  private <K> Map<K, RankingQuestions.Sources> requireNear(
      RankKey<K> key, RankingQuestions.Seen seen, Collection<K> keys) throws SQLException {
    Map<K, RankingQuestions.Sources> exact =
        RankingQuestions.by(key, true, Long.MAX_VALUE).sources(connection, seen, keys);
    Map<K, RankingQuestions.Sources> told = told(key, seen, keys);
    assertThat(told).hasSize(keys.size());
    told.forEach(
        (one, sources) ->
            assertThat(Math.abs(sources.count() - exact.get(one).count()))
                .as("%s: %s, counted %s", one, sources, exact.get(one))
                .isLessThanOrEqualTo(2 * sources.error() + 1));
    return exact;
  }

  @Test
  void aDayHasFewRowsAKeyHoweverManyStepsAddToItAndOneOnceALaterDayHasBegun() throws SQLException {
    String rows = "SELECT count(*) FROM sources_by_day WHERE slot = '2017-05-01'";
    String keys =
        "SELECT count(*) FROM (SELECT DISTINCT subject, class, key FROM sources_by_day"
            + " WHERE slot = '2017-05-01')";
    for (int batch = 0; batch <= SourceSketches.SEVERAL; batch++) {
      insertAndRollUp(batch + 1, "2017-05-01", 3);
    }
    assertThat(number(rows)).isEqualTo((SourceSketches.SEVERAL + 1) * number(keys));

    insertAndRollUp(11, "2017-05-02", 3);
    assertThat(number(rows)).isPositive().isEqualTo(number(keys));

    for (int late = 1; late < SourceSketches.SEVERAL; late++) {
      insertAndRollUp(11 + late, "2017-05-01", 3);
      assertThat(number(rows)).isEqualTo((1 + late) * number(keys));
    }
    insertAndRollUp(31, "2017-05-01", 3);
    assertThat(number(rows)).as("a batch that came late").isEqualTo(number(keys));
    requireNear(RankKey.PORTS, seen("2017-05-01T00:00:00Z", "2017-05-03T00:00:00Z"), ports());
  }

  @Test
  void aMonthIsKeptOnceTheNextHasBegunAndMadeAnewAfterWhatComesLate() throws SQLException {
    String months = "SELECT count(*) FROM sketched_months";
    String rows = "SELECT count(*) FROM sources_by_month";
    RankingQuestions.Seen quarter = seen("2017-04-01T00:00:00Z", "2017-07-01T00:00:00Z");
    int batch = 0;
    for (String day : List.of("2017-04-03", "2017-04-20", "2017-05-01", "2017-05-31")) {
      insertAndRollUp(++batch, day, 5);
    }
    assertThat(number(months)).as("late batches may come yet").isZero();
    batch = severalSteps(batch, "2017-06-02");
    assertThat(number(months)).isEqualTo(2);
    assertThat(number(rows))
        .isPositive()
        .isEqualTo(
            number(
                "SELECT count(*) FROM (SELECT DISTINCT * EXCLUDE (sources, sketch)"
                    + " FROM sources_by_month)"));
    requireNear(RankKey.PORTS, quarter, ports());

    insertAndRollUp(++batch, "2017-04-20", 9);
    assertThat(number(months)).as("April got more").isEqualTo(1);
    Map<PortKey, RankingQuestions.Sources> more = requireNear(RankKey.PORTS, quarter, ports());
    batch = severalSteps(batch, "2017-06-03");
    assertThat(number(months)).isEqualTo(2);
    insert(++batch, "2017-05-15", 30);
    assertThat(requireNear(RankKey.PORTS, quarter, ports()))
        .as("a newer batch is in it too")
        .isNotEqualTo(more);
  }

  private int severalSteps(int lastBatch, String day) throws SQLException {
    for (int i = 1; i <= SourceSketches.SEVERAL; i++) {
      insertAndRollUp(lastBatch + i, day, 1);
    }
    return lastBatch + SourceSketches.SEVERAL;
  }

  /** As at the end of an import: what steps left for later is done. */
  private void settleAsOf2018() throws SQLException {
    insertAndRollUp(900, "2018-01-01", 1);
    while (rollups.settle()) {
      // Each is a transaction.
    }
  }

  @Test
  void whatStepsLeftForLaterIsDoneWhereNoneFollows() throws SQLException {
    insertAndRollUp(1, "2017-05-01", 3);
    insertAndRollUp(2, "2017-05-01", 3);
    insertAndRollUp(3, "2017-06-01", 3);
    String copies =
        "SELECT count(*) - count(DISTINCT (slot, subject, class, key)) FROM sources_by_day";
    assertThat(number(copies)).isPositive();
    assertThat(number("SELECT count(*) FROM sketched_months")).isZero();

    settleAsOf2018();

    assertThat(number(copies)).isZero();
    assertThat(number("SELECT count(*) FROM sketched_months")).isEqualTo(2);
    requireNear(RankKey.PORTS, seen("2017-04-01T00:00:00Z", "2017-07-01T00:00:00Z"), ports());
  }

  @Test
  void aLongPeriodReadsNoRowsForItsEdgesAndTheErrorTellsWhatTheyMayHold() throws SQLException {
    int batch = 0;
    for (String day : List.of("2017-03-31", "2017-04-10", "2017-05-10", "2017-06-30")) {
      insertAndRollUp(++batch, day, 20);
    }
    settleAsOf2018();
    RankingQuestions.Seen tokyo = seen("2017-03-31T15:00:00Z", "2017-06-30T15:00:00Z");
    requireNear(RankKey.PORTS, tokyo, ports());
    Map<PortKey, RankingQuestions.Sources> whole =
        told(RankKey.PORTS, seen("2017-04-01T00:00:00Z", "2017-06-30T00:00:00Z"), ports());
    PortKey largest = new PortKey(6, 1000 + PORTS, -1);
    assertThat(told(RankKey.PORTS, tokyo, List.of(largest)).get(largest).error())
        .isGreaterThan(2 * whole.get(largest).error());

    execute("DELETE FROM flows");
    assertThat(told(RankKey.PORTS, tokyo, List.of(largest)).get(largest).count())
        .isGreaterThan(whole.get(largest).count());
  }

  @Test
  void theFirstBySourcesAreToldWithoutMergingTheSketchesOfAllKeys() throws SQLException {
    int batch = 0;
    for (String day :
        List.of("2017-03-31", "2017-04-10", "2017-04-11", "2017-05-10", "2017-06-29")) {
      insertAndRollUp(++batch, day, 20);
    }
    settleAsOf2018();
    insert(901, "2017-06-11", 40);
    RankingQuestions<PortKey> sketched = RankingQuestions.by(RankKey.PORTS, true, 0);
    for (RankingQuestions.Seen seen :
        List.of(
            seen("2017-03-31T15:00:00Z", "2017-06-30T15:00:00Z"),
            seen("2017-04-01T00:00:00Z", "2017-07-01T00:00:00Z"),
            seen("2017-04-10T03:00:00Z", "2017-04-11T05:00:00Z"),
            seen("2017-06-11T03:00:00Z", "2017-06-11T05:00:00Z"))) {
      Map<PortKey, RankingQuestions.Sources> exact = requireNear(RankKey.PORTS, seen, ports());
      Map<PortKey, RankingQuestions.Sources> most =
          sketched.mostSources(connection, seen, port -> true, 3);
      assertThat(most).hasSizeLessThan(PORTS);
      assertThat(most.keySet())
          .containsAll(
              ports().stream()
                  .sorted(Comparator.comparing(port -> -exact.get(port).count()))
                  .limit(3)
                  .toList());
      assertThat(sketched.mostSources(connection, seen, port -> true, 20).keySet()).hasSize(PORTS);
      PortKey least = ports().get(0);
      assertThat(sketched.mostSources(connection, seen, port -> !port.equals(least), 3))
          .containsKey(least);
    }
  }

  @Test
  void sketchesKnowTheKeysOfAQuestionWithNoFilterButAClassAndNoSensors() throws SQLException {
    insertAndRollUp(1, "2017-04-10", 2);
    RankingQuestions<PortKey> sketched = RankingQuestions.by(RankKey.PORTS, true, 0);
    Instant from = Instant.parse("2017-04-01T00:00:00Z");
    Instant to = Instant.parse("2017-07-01T00:00:00Z");
    FlowFilter port = new FlowFilter("scan", null, 6, 1001, null, null);
    assertThat(
            sketched.knownToSketches(
                connection, new RankingQuestions.Seen(from, to, null, SCANS, 1, false)))
        .isTrue();
    for (RankingQuestions.Seen other :
        List.of(
            new RankingQuestions.Seen(from, to, null, port, 1, false),
            new RankingQuestions.Seen(from, to, List.of(1), SCANS, 1, false),
            new RankingQuestions.Seen(from, to, null, SCANS, 1, true))) {
      assertThat(sketched.knownToSketches(connection, other)).as(other.toString()).isFalse();
    }
  }

  @Test
  void sketchesOfAnExpiredTimeAreDeletedAlsoThoseOfMonths() throws SQLException {
    int batch = 0;
    for (String day : List.of("2017-04-10", "2017-05-10", "2017-06-29", "2017-07-01")) {
      insertAndRollUp(++batch, day, 2);
    }
    settleAsOf2018();
    Instant may = Instant.parse("2017-05-01T00:00:00Z");
    Retention.deleteRollups(connection, new Expiry(may, may, Instant.EPOCH));
    for (String table : List.of("sources_by_day", "sources_by_month", "sketched_months")) {
      assertThat(number("SELECT count(*) FROM " + table + " WHERE slot < '2017-05-01'"))
          .as(table)
          .isZero();
      assertThat(number("SELECT count(*) FROM " + table + " WHERE slot < '2017-06-01'"))
          .as(table)
          .isPositive();
    }
  }

  @Test
  void aStoreOfVersionSixKeepsItsSketchesAndGetsThoseOfNetworksAsFarAsThereAreRows()
      throws Exception {
    int batch = 0;
    for (String day : List.of("2017-04-10", "2017-05-10", "2017-05-20", "2017-06-29")) {
      insertAndRollUp(++batch, day, 10);
    }
    insert(++batch, "2017-06-30", 10);
    RankingQuestions.Seen quarter = seen("2017-04-01T00:00:00Z", "2017-07-01T00:00:00Z");
    RankingQuestions.Seen june = seen("2017-06-01T00:00:00Z", "2017-07-01T00:00:00Z");
    List<Long> networks = List.of(2501L, 2510L, 2519L);
    Map<PortKey, RankingQuestions.Sources> before = told(RankKey.PORTS, quarter, ports());
    Map<Long, RankingQuestions.Sources> networksBefore = told(RankKey.NETWORKS, june, networks);
    execute("DELETE FROM flows WHERE interval_start < '2017-05-15'");
    execute("UPDATE expired SET raw = '2017-05-15'");
    backToVersionSix(connection);
    closes();
    opens();

    requireSame(before, told(RankKey.PORTS, quarter, ports()));
    requireSame(networksBefore, told(RankKey.NETWORKS, june, networks));
    assertThat(told(RankKey.NETWORKS, quarter, networks)).as("rows of April are gone").isEmpty();
    assertThat(
            told(RankKey.NETWORKS, seen("2017-05-15T00:00:00Z", "2017-07-01T00:00:00Z"), networks))
        .hasSize(3);
    execute("DELETE FROM flows");
    execute("UPDATE expired SET raw = '2017-07-01'");
    assertThat(
            told(RankKey.NETWORKS, seen("2017-05-15T00:00:00Z", "2017-06-30T00:00:00Z"), networks))
        .as("now out of sketches alone")
        .hasSize(3)
        .allSatisfy((network, sources) -> assertThat(sources.count()).isPositive());
  }

  // What is merged in another order may be estimated otherwise.
  private static <K> void requireSame(
      Map<K, RankingQuestions.Sources> before, Map<K, RankingQuestions.Sources> now) {
    assertThat(now.keySet()).isEqualTo(before.keySet());
    before.forEach(
        (key, sources) ->
            assertThat(Math.abs(now.get(key).count() - sources.count()))
                .as("%s: %s and %s", key, sources, now.get(key))
                .isLessThanOrEqualTo(sources.error()));
  }

  /** Takes from a store what version 7 has and version 6 had not. */
  static void backToVersionSix(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE day_sources AS SELECT slot AS day, subject, class, key, sketch"
              + " FROM sources_by_day WHERE subject <> 'networks'");
      for (String table :
          List.of("days_added_to", "sketched_months", "sources_by_day", "sources_by_month")) {
        statement.execute("DROP TABLE " + table);
      }
      statement.execute("ALTER TABLE expired DROP COLUMN networks");
      statement.execute("UPDATE store SET version = 6");
    }
  }
}
