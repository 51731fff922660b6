// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered of a time whose raw rows were deleted; rows as in {@link RollupsTest}. */
class RetentionTest {
  private static final Instant EXPIRED = Instant.parse("2017-05-05T00:00:00Z");
  private static final Instant NOW = Instant.parse("2017-08-13T07:00:00Z");
  private static final RetentionConfig HUNDRED_DAYS =
      new RetentionConfig(new DaysKept(100), DaysKept.FOREVER);

  @TempDir private Path data;
  private FlowStore store;
  private Connection connection;

  @BeforeEach
  void opens() throws IOException, SQLException {
    store = FlowStore.openForWriting(data, RollupsTest.CONFIG);
    connection = store.connect();
  }

  @AfterEach
  void closes() throws SQLException {
    connection.close();
    store.close();
  }

  private void rollUp() throws SQLException {
    try (Rollups rollups = new Rollups(store)) {
      rollups.catchUp();
    }
  }

  private Expiry expire(RetentionConfig config, Instant now) throws SQLException {
    Expiry announced = Retention.announce(connection, config, now);
    for (Retention.Step step : Retention.steps(connection, announced)) {
      Retention.delete(connection, step);
    }
    Retention.deleteRollups(connection, announced);
    return announced;
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private record Asked(RankKey<?> key, FlowFilter filter, List<Instant> period) {
    Instant[] span() {
      return period.toArray(Instant[]::new);
    }
  }

  private Map<Asked, Map<?, ?>> answers() throws SQLException {
    Map<Asked, Map<?, ?>> answers = new HashMap<>();
    List<Instant[]> periods = RollupsTest.periods();
    int at = 0;
    for (RankKey<?> key : RollupsTest.KEYS) {
      for (FlowFilter filter : RollupsTest.FILTERS) {
        for (int i = 0; i < 4; i++) {
          Instant[] period = periods.get(at++ % periods.size());
          answers.put(new Asked(key, filter, List.of(period)), sums(key, filter, period));
        }
      }
    }
    return answers;
  }

  private <K> Map<K, List<Long>> sums(RankKey<K> key, FlowFilter filter, Instant[] period)
      throws SQLException {
    Map<K, List<Long>> sums = new HashMap<>();
    RollupsTest.packets(connection, key, period, filter, true)
        .forEach(
            (one, counted) -> sums.put(one, List.of(counted.packets(), (long) counted.sensors())));
    return sums;
  }

  @Test
  void everySumOfAnExpiredTimeStaysTheSameOrIsRefused() throws SQLException {
    RollupsTest.insert(connection, 1, 50);
    rollUp();
    Map<Asked, Map<?, ?>> before = answers();

    assertThat(expire(HUNDRED_DAYS, NOW))
        .isEqualTo(new Expiry(EXPIRED, Instant.EPOCH, Instant.EPOCH));

    assertThat(number("SELECT count(*) FROM flows WHERE interval_start < '2017-05-05'")).isZero();
    assertThat(number("SELECT count(*) FROM flows")).isPositive();
    int same = 0;
    int refused = 0;
    for (Map.Entry<Asked, Map<?, ?>> one : before.entrySet()) {
      Asked asked = one.getKey();
      try {
        assertThat(sums(asked.key(), asked.filter(), asked.span()))
            .as("%s", asked)
            .isEqualTo(one.getValue());
        same++;
      } catch (ExpiredRowsException e) {
        assertThat(asked.period().get(0)).isBefore(EXPIRED);
        assertThat(e).hasMessageContaining("raw rows end at 2017-05-05T00:00:00Z");
        refused++;
      }
    }
    assertThat(same).isGreaterThan(50);
    assertThat(refused).isPositive();
  }

  @Test
  void aBatchThatComesLateForAnExpiredTimeIsCountedOnce() throws SQLException {
    RollupsTest.insert(connection, 1, 30);
    rollUp();
    expire(HUNDRED_DAYS, NOW);
    Instant[] may = {Instant.parse("2017-05-01T00:00:00Z"), Instant.parse("2017-06-01T00:00:00Z")};
    long first = packets(may);

    RollupsTest.insert(connection, 31, 35);
    // Sensor 4 has no weight in the questions.
    long late =
        number("SELECT sum(packets) FROM flows WHERE batch > 30 AND NOT overlap AND sensor <> 4");
    assertThat(packets(may)).isEqualTo(first + late);
    assertThat(Retention.steps(connection, Expiry.of(connection)))
        .as("no row goes before the rollups hold it")
        .isEmpty();
    rollUp();
    assertThat(packets(may)).isEqualTo(first + late);
    expire(HUNDRED_DAYS, NOW);
    assertThat(packets(may)).isEqualTo(first + late);
    assertThat(number("SELECT count(*) FROM flows WHERE interval_start < '2017-05-05'")).isZero();
  }

  private long packets(Instant[] period) throws SQLException {
    return sums(RankKey.COUNTRIES, FlowFilter.ALL, period).values().stream()
        .mapToLong(sums -> sums.get(0))
        .sum();
  }

  @Test
  void sourcesOfAnExpiredTimeComeFromSketchesWithTheirErrorOrAreNotKnown() throws SQLException {
    RollupsTest.insert(connection, 1, 50);
    rollUp();
    FlowFilter scans = RollupsTest.FILTERS.get(1);
    for (String zone : List.of("UTC", "Asia/Tokyo", "Asia/Kolkata")) {
      Instant from = RollupsTest.midnight(zone, "2017-05-02");
      Instant to = RollupsTest.midnight(zone, "2017-05-08");
      Map<Long, RankingQuestions.Sources> exact = ports(from, to, scans, false);
      assertThat(exact).isNotEmpty();
      try (Connection other = store.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("UPDATE expired SET raw = TIMESTAMP '2017-05-05'");
        statement.execute("DELETE FROM flows WHERE interval_start < '2017-05-05'");
        Map<Long, RankingQuestions.Sources> told =
            sources(other, RankKey.PORTS, exact.keySet(), from, to, scans, false);
        exact.forEach(
            (port, number) ->
                assertThat(Math.abs(told.get(port).count() - number.count()))
                    .as("%s %s", zone, port)
                    .isLessThanOrEqualTo(2 * told.get(port).error() + 1));
        assertThat(sources(other, RankKey.PORTS, exact.keySet(), from, to, scans, true)).isEmpty();
        assertThat(
                sources(
                    other,
                    RankKey.PORTS,
                    exact.keySet(),
                    from,
                    to,
                    RollupsTest.FILTERS.get(5),
                    false))
            .isEmpty();
        other.rollback();
      }
    }
  }

  private Map<Long, RankingQuestions.Sources> ports(
      Instant from, Instant to, FlowFilter filter, boolean folded) throws SQLException {
    List<Long> keys = new ArrayList<>();
    RankingQuestions.by(RankKey.PORTS)
        .packets(connection, from, to, RollupsTest.WEIGHTS, filter)
        .byKey()
        .forEach(one -> keys.add(one.key().number()));
    return sources(connection, RankKey.PORTS, keys, from, to, filter, folded);
  }

  private static Map<Long, RankingQuestions.Sources> sources(
      Connection asked,
      RankKey<PortKey> key,
      Iterable<Long> ports,
      Instant from,
      Instant to,
      FlowFilter filter,
      boolean folded)
      throws SQLException {
    List<PortKey> keys = new ArrayList<>();
    ports.forEach(port -> keys.add(PortKey.of(port)));
    Map<Long, RankingQuestions.Sources> sources = new HashMap<>();
    RankingQuestions.by(key)
        .sources(asked, new RankingQuestions.Seen(from, to, null, filter, 1, folded), keys)
        .forEach((port, number) -> sources.put(port.number(), number));
    return sources;
  }

  @Test
  void whatNeedsTheRowsThemselvesIsRefused() throws SQLException {
    RollupsTest.insert(connection, 1, 30);
    rollUp();
    expire(HUNDRED_DAYS, NOW);
    Instant from = Instant.parse("2017-05-04T00:00:00Z");
    Instant to = Instant.parse("2017-05-08T00:00:00Z");
    List<Instant> days = List.of(from, to);
    ReportQuestions report = new ReportQuestions(connection, List.of(1, 2));

    assertRefused(
        () ->
            new SourceQuestions(connection, from, to, FlowFilter.ALL, null, List.of())
                .sent(sent -> {}));
    assertRefused(() -> new ObservationQuestions(connection, List.of(from), to, List.of(1)));
    assertRefused(() -> report.sources(from, to, FlowFilter.ALL, 10));
    assertRefused(() -> report.blocks(days, FlowFilter.ALL, List.of(), List.of()));
    assertRefused(
        () ->
            new SeriesQuestions<>(RankKey.COUNTRIES, List.of(from), to)
                .sources(connection, List.of(1), FlowFilter.ALL, List.of("JP")));
    assertRefused(
        () ->
            new EffectQuestions(connection)
                .sources(
                    new EffectQuestions.Around(to, 7, 1, List.of(1L), List.of(), List.of(), 1, 10),
                    sent -> {}));
  }

  private interface Asking {
    void ask() throws SQLException;
  }

  private static void assertRefused(Asking question) {
    assertThatThrownBy(question::ask)
        .isInstanceOf(ExpiredRowsException.class)
        .hasMessageContaining("raw rows end at 2017-05-05T00:00:00Z (retention.raw)");
  }

  @Test
  void sumsMayExpireTooByWholeMonths() throws SQLException {
    RollupsTest.insert(connection, 1, 50);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE flows SET interval_start = interval_start + INTERVAL 31 DAY WHERE batch > 25");
    }
    rollUp();
    RetentionConfig both = new RetentionConfig(new DaysKept(30), new DaysKept(60));
    expire(both, Instant.parse("2017-08-01T00:00:00Z"));
    Instant[] june = {Instant.parse("2017-06-01T00:00:00Z"), Instant.parse("2017-07-01T00:00:00Z")};

    assertThat(packets(june)).isPositive();
    assertThat(number("SELECT count(*) FROM hours_by_port WHERE slot < '2017-06-01'")).isZero();
    assertThat(number("SELECT count(*) FROM sources_by_day WHERE slot < '2017-06-01'")).isZero();
    assertThatThrownBy(
            () -> packets(new Instant[] {Instant.parse("2017-05-31T00:00:00Z"), june[1]}))
        .isInstanceOf(ExpiredRowsException.class)
        .hasMessageContaining("sums end at 2017-06-01T00:00:00Z (retention.rollups)");
  }

  @Test
  void nothingIsRefusedBeforeThereIsAnythingToDelete() throws SQLException {
    RollupsTest.insert(connection, 1, 3);
    rollUp();
    assertThat(
            expire(
                new RetentionConfig(new DaysKept(100), DaysKept.FOREVER),
                Instant.parse("2017-05-02T00:00:00Z")))
        .isEqualTo(Expiry.NONE);
  }

  @Test
  void theSpaceOfDeletedRowsComesBack() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      RollupsTest.insert(connection, 1, 3_000);
      statement.execute("UPDATE rolled_up SET batch = 3000");
      statement.execute("CHECKPOINT");
      long used = number("SELECT used_blocks FROM pragma_database_size()");
      expire(new RetentionConfig(new DaysKept(1), DaysKept.FOREVER), NOW.plusSeconds(40_000_000));
      statement.execute("CHECKPOINT");
      assertThat(number("SELECT count(*) FROM flows")).isZero();
      assertThat(number("SELECT used_blocks FROM pragma_database_size()")).isLessThan(used * 2 / 3);
    }
  }
}
