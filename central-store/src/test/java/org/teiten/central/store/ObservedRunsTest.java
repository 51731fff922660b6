// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs and the intervals that they are made of say the same. */
class ObservedRunsTest {
  private static final Instant BEGIN = Instant.parse("2017-05-01T00:00:00Z");
  private static final Instant END = Instant.parse("2017-05-15T00:00:00Z");

  private static final Pattern DOUBLE = Pattern.compile("\\d+\\.\\d+");

  @TempDir private Path data;
  private final Random random = new Random(6);
  private final List<String> intervals = new ArrayList<>();
  private FlowStore store;

  @BeforeEach
  void opens() throws IOException {
    store = FlowStore.openForWriting(data, RollupsTest.CONFIG);
  }

  @AfterEach
  void closes() {
    store.close();
  }

  /** Parts, pauses, overlaps, late packets, silences, and lengths that no hour is made of. */
  private void observe(int sensor, String kind, int seconds) {
    Instant start = BEGIN;
    while (start.isBefore(END)) {
      Instant end = start.plusSeconds(seconds);
      Instant middle = start.plusMillis(random.nextInt(seconds * 1_000));
      switch (random.nextInt(30)) {
        case 0 -> {
          interval(sensor, kind, start, seconds, 0, start, middle);
          interval(sensor, kind, start, seconds, 1, middle.plusMillis(random.nextInt(2_000)), end);
        }
        case 1 -> interval(sensor, kind, start, seconds, 0, start, end.plusSeconds(30));
        case 2 -> end = end.plusSeconds((long) random.nextInt(150) * seconds);
        default -> interval(sensor, kind, start, seconds, 0, start, end);
      }
      start = end;
    }
  }

  private void interval(
      int sensor, String kind, Instant start, int seconds, int part, Instant from, Instant to) {
    boolean silent = start.getEpochSecond() / 9_000 % 4 == sensor % 4 || random.nextInt(3) == 0;
    Instant first = from.plusMillis(random.nextInt(500));
    Instant last = random.nextInt(40) == 0 ? to.plusSeconds(4_000) : to.minusMillis(1);
    long monitored = 256L << (start.getEpochSecond() / 200_000 % 2);
    intervals.add(
        "(%d, %d, '%s', %s, %d, %d, %s, %s, %d, 0, 1, %d, 0, 1, 0, %d, 0, 0, 0, 0, 0, %d, 1, 0, 0, 1, 1, 'unknown', -1, %s, %s, %s, %s, NULL, 2, NULL)"
            .formatted(
                1 + Duration.between(BEGIN, start).toSeconds() / 30_000,
                sensor,
                kind,
                Sql.literal(start),
                seconds,
                part,
                Sql.literal(from),
                Sql.literal(to),
                monitored,
                random.nextInt(20) == 0 ? 5 : 0,
                random.nextInt(2),
                random.nextInt(50) == 0 ? 1 : 0,
                silent ? "NULL" : Sql.literal(first),
                silent ? "NULL" : Sql.literal(last),
                random.nextInt(40) == 0,
                start.getEpochSecond() / 300_000 % 2 == 0 ? "1" : "NULL"));
  }

  private static List<Instant[]> periods() {
    List<Instant[]> periods = new ArrayList<>();
    for (String from : List.of("2017-05-03T15:00:00Z", "2017-05-04T00:00:00Z")) {
      for (int days : new int[] {1, 30}) {
        Instant begin = Instant.parse(from);
        periods.add(new Instant[] {begin, begin.plus(Duration.ofDays(days))});
      }
    }
    Instant odd = Instant.parse("2017-05-05T18:30:00Z");
    periods.add(new Instant[] {odd, odd.plus(Duration.ofDays(2))});
    return periods;
  }

  private static List<String> answers(Connection connection) throws SQLException {
    List<String> answers = new ArrayList<>();
    for (Instant[] period : periods()) {
      Instant from = period[0];
      Instant to = period[1];
      CoverageQuestions.Near near = CoverageQuestions.near(connection, from, to, to);
      near.observed().forEach((sensor, one) -> answers.add(from + " " + to + " " + rounded(one)));
      answers.add(
          "silences " + CoverageQuestions.silences(connection, from, to, near.maybeSilent()));
      Map<Integer, CoverageQuestions.Monitored> monitored =
          CoverageQuestions.monitored(connection, to, List.of(1, 2, 3, 4));
      answers.add("monitored " + monitored);
      assertThat(monitored.entrySet()).containsAll(near.monitored().entrySet());
      answers.add(
          "databases " + CoverageQuestions.databases(connection, from, to, List.of(1, 2, 3)));
      List<Instant> days = new ArrayList<>();
      for (Instant day = from; day.isBefore(to); day = day.plus(Duration.ofDays(1))) {
        days.add(day);
      }
      Map<Integer, Map<Integer, SeriesQuestions.BucketObserved>> buckets =
          SeriesQuestions.observed(connection, days, to);
      buckets.forEach(
          (bucket, sensors) -> sensors.forEach((sensor, one) -> answers.add(rounded(one))));
      near.observed().forEach((sensor, whole) -> requireSum(buckets.values(), sensor, whole));
    }
    return answers;
  }

  private static void requireSum(
      Collection<Map<Integer, SeriesQuestions.BucketObserved>> buckets,
      int sensor,
      CoverageQuestions.Observed whole) {
    List<SeriesQuestions.BucketObserved> own =
        buckets.stream().filter(b -> b.containsKey(sensor)).map(b -> b.get(sensor)).toList();
    assertThat(own.stream().mapToLong(SeriesQuestions.BucketObserved::micros).sum())
        .isEqualTo(whole.observedMicros());
    assertThat(own.stream().mapToLong(SeriesQuestions.BucketObserved::lostPackets).sum())
        .isEqualTo(whole.lostPackets());
    assertThat(own.stream().mapToDouble(SeriesQuestions.BucketObserved::daysIpv4).sum())
        .isCloseTo(whole.daysIpv4(), within(1e-6));
  }

  /** Sums of doubles differ by their order. */
  private static String rounded(Object record) {
    return DOUBLE
        .matcher(record.toString())
        .replaceAll(one -> String.format(Locale.ROOT, "%.3f", Double.parseDouble(one.group())));
  }

  private static void putTogether(Connection connection, int after, int upTo) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(ObservedRuns.addition("" + after, "" + upTo));
      statement.execute("UPDATE rolled_up SET batch = " + upTo);
    }
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void sayTheSameAsTheirIntervalsHoweverManyArePutTogether() throws Exception {
    observe(1, "live", 60);
    observe(2, "capture", 60);
    observe(3, "live", 3_600);
    observe(4, "live", 420);
    observe(4, "simulation", 10_800);
    try (Connection connection = store.connect()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "INSERT INTO origin_databases VALUES (1, 'a', 'country', DATE '2016-05-02'),"
                + " (2, 'b', 'asn', DATE '2017-05-02')");
        statement.execute("INSERT INTO intervals VALUES " + String.join(", ", intervals));
      }
      List<String> before = answers(connection);
      assertThat(before).anyMatch(one -> one.startsWith("silences [Silence"));
      int after = 0;
      for (int upTo : new int[] {15, 35, 50}) {
        putTogether(connection, after, upTo);
        after = upTo;
        assertThat(answers(connection)).as("up to batch %d", upTo).isEqualTo(before);
      }
      assertThat(count(connection, "observed_runs")).isLessThan(count(connection, "intervals") / 2);
    }
  }
}
