// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import static java.util.stream.Collectors.toSet;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.datasketches.hll.HllSketch;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sketches of the distinct sources of each UTC day and month, by key. A step of the rollups
 * adds rows to its days. Once several steps added to a day and a later one has begun, it is written
 * anew with one row a key. A month is made out of its days once the next has begun and several
 * steps did not add to it; a step that adds to it unmakes it. Where no step follows, as at the end
 * of an import, {@link #settle} waits for none.
 */
final class SourceSketches {
  static final String DAYS = "sources_by_day";
  static final String MONTHS = "sources_by_month";

  private static final Logger LOG = LoggerFactory.getLogger(SourceSketches.class);
  private static final long HUNDRED = 100;

  /** So many sketches are read at a time where they are merged; each has 4 KiB at most. */
  private static final long PORTION = 20_000;

  /** In the table's order: of a day and class the keys of many sources first, and thus together. */
  private record Sketched(
      long day, String subject, String trafficClass, String key, HllSketch sketch, long sources) {
    static final Comparator<Sketched> ORDER =
        Comparator.comparing(Sketched::subject)
            .thenComparing(Sketched::day)
            .thenComparing(Sketched::trafficClass)
            .thenComparing(Sketched::sources, Comparator.reverseOrder());
  }

  /** So many steps: archives of several sensors add to the same days one after the other. */
  static final int SEVERAL = 8;

  private final DuckDBConnection connection;

  /** Steps of this process since one added to a month. */
  private final Map<LocalDate, Integer> stepsSince = new HashMap<>();

  /** On a connection in whose transactions all is written. */
  SourceSketches(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** Adds the sources of batches that have no sketches yet. */
  void add(long after, long upTo) throws SQLException {
    String batches = "batch > " + after + " AND batch <= " + upTo;
    Map<Long, Map<String, Sketches>> days = new HashMap<>();
    // Apart, for a source has many ports, and hardly more than one of the others.
    read(RankKey.PORTS.expression(), batches, days, Sketches::addPort);
    read(
        "country, sensor, fingerprint, " + RankKey.NETWORKS.expression() + " AS network",
        batches,
        days,
        Sketches::addOthers);
    if (!days.isEmpty()) {
      Set<LocalDate> slots = days.keySet().stream().map(LocalDate::ofEpochDay).collect(toSet());
      try (Statement statement = connection.createStatement()) {
        statement.execute(Sql.of("mark_days", "days", literals(slots)));
        append(days);
        tidy(statement, slots);
      }
    }
  }

  private void append(Map<Long, Map<String, Sketches>> days) throws SQLException {
    List<Sketched> rows = new ArrayList<>();
    days.forEach((day, classes) -> classes.forEach((word, one) -> one.keep(day, word, rows)));
    rows.sort(Sketched.ORDER);
    try (DuckDBAppender appender = connection.createAppender(DAYS)) {
      for (Sketched row : rows) {
        append(
            appender,
            LocalDate.ofEpochDay(row.day()),
            row.subject(),
            row.trafficClass(),
            row.key(),
            row.sources(),
            row.sketch().toCompactByteArray());
      }
    }
  }

  private static void append(
      DuckDBAppender appender,
      LocalDate slot,
      String subject,
      String trafficClass,
      String key,
      long sources,
      byte[] sketch)
      throws SQLException {
    appender
        .beginRow()
        .append(slot)
        .append(subject)
        .append(trafficClass)
        .append(key)
        .append(sources)
        .append(sketch)
        .endRow();
  }

  private static long sources(HllSketch sketch) {
    return Math.round(sketch.getEstimate());
  }

  /** Takes a row of sources_of_rows, whose keys begin in column 5. */
  private interface Addition {
    void add(Sketches sketches, ResultSet row, long[] source) throws SQLException;
  }

  private void read(
      String keys, String rows, Map<Long, Map<String, Sketches>> days, Addition addition)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(Sql.of("sources_of_rows", "keys", keys, "rows", rows))) {
      while (row.next()) {
        long ipv4 = row.getLong(3);
        BigInteger ipv6 = row.wasNull() ? (BigInteger) row.getObject(4) : null;
        addition.add(
            days.computeIfAbsent(row.getLong(1), k -> new HashMap<>())
                .computeIfAbsent(row.getString(2), k -> new Sketches()),
            row,
            MergedSources.halves(ipv4, ipv6));
      }
    }
  }

  /** Writes anew what no step is likely to add to any more. */
  private void tidy(Statement statement, Set<LocalDate> addedTo) throws SQLException {
    Set<LocalDate> months = addedTo.stream().map(day -> day.withDayOfMonth(1)).collect(toSet());
    String touched = " WHERE slot IN (" + literals(months) + ")";
    statement.execute("DELETE FROM " + MONTHS + touched);
    statement.execute("DELETE FROM sketched_months" + touched);
    stepsSince.replaceAll((month, steps) -> steps + 1);
    stepsSince.values().removeIf(steps -> steps >= SEVERAL);
    months.forEach(month -> stepsSince.put(month, 0));
    for (LocalDate day : days(statement, SEVERAL)) {
      mergeDay(statement, day);
    }
    for (LocalDate month : months(statement)) {
      if (!stepsSince.containsKey(month)) {
        mergeMonth(statement, month);
      }
    }
  }

  /**
   * Writes a day or month anew that steps left for later, now that none follows.
   *
   * @return whether there was one
   */
  boolean settle() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      List<LocalDate> days = days(statement, 1);
      List<LocalDate> months = days.isEmpty() ? months(statement) : List.of();
      if (!days.isEmpty()) {
        mergeDay(statement, days.get(0));
      } else if (!months.isEmpty()) {
        mergeMonth(statement, months.get(0));
      }
      return !days.isEmpty() || !months.isEmpty();
    }
  }

  /** Days that are over and that so many steps added to since they had one row a key. */
  private static List<LocalDate> days(Statement statement, int steps) throws SQLException {
    return dates(
        statement,
        "SELECT slot FROM days_added_to WHERE slot < (SELECT max(slot) FROM "
            + DAYS
            + ") GROUP BY slot HAVING count(*) >= "
            + steps);
  }

  /** Months that are over and have no sketches of their own. */
  private static List<LocalDate> months(Statement statement) throws SQLException {
    return dates(
        statement,
        "SELECT DISTINCT date_trunc('month', slot)::DATE FROM "
            + DAYS
            + " WHERE slot < (SELECT date_trunc('month', max(slot)) FROM "
            + DAYS
            + ") EXCEPT FROM sketched_months");
  }

  private void mergeDay(Statement statement, LocalDate day) throws SQLException {
    merge(day, day.plusDays(1), DAYS);
    statement.execute("DELETE FROM days_added_to WHERE slot = " + literal(day));
  }

  private void mergeMonth(Statement statement, LocalDate month) throws SQLException {
    merge(month, month.plusMonths(1), MONTHS);
    statement.execute("INSERT INTO sketched_months VALUES (" + literal(month) + ")");
  }

  /** Merges the days of [from, to) into one row a key. */
  private void merge(LocalDate from, LocalDate to, String table) throws SQLException {
    String days = "slot >= " + literal(from) + " AND slot < " + literal(to);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMP TABLE merged AS FROM " + DAYS + " LIMIT 0");
      long portions = number(statement, "SELECT count(*) FROM " + DAYS + " WHERE " + days);
      portions = portions / PORTION + 1;
      for (long i = 0; i < portions; i++) {
        merge(from, DAYS, days + " AND hash(key) % " + portions + " = " + i, "merged");
      }
      if (table.equals(DAYS)) {
        statement.execute("DELETE FROM " + DAYS + " WHERE " + days);
      }
      statement.execute(
          "INSERT INTO " + table + " FROM merged ORDER BY subject, class, sources DESC");
      statement.execute("DROP TABLE merged");
    }
  }

  private void merge(LocalDate slot, String from, String rows, String to) throws SQLException {
    String text = Sql.of("sketches_in_order", "table", from, "rows", rows);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(text);
        DuckDBAppender appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, to)) {
      boolean more = row.next();
      while (more) {
        String subject = row.getString(1);
        String trafficClass = row.getString(2);
        String key = row.getString(3);
        List<byte[]> images = new ArrayList<>();
        do {
          images.add(row.getBytes(4));
          more = row.next();
        } while (more
            && key.equals(row.getString(3))
            && trafficClass.equals(row.getString(2))
            && subject.equals(row.getString(1)));
        HllSketch sketch = MergedSources.merge(images);
        append(
            appender,
            slot,
            subject,
            trafficClass,
            key,
            sources(sketch),
            sketch.toCompactByteArray());
      }
    }
  }

  /** Those of one day and class. */
  private static final class Sketches {
    private final Map<Long, HllSketch> ports = new HashMap<>();
    private final Map<String, HllSketch> countries = new HashMap<>();
    private final Map<Long, HllSketch> networks = new HashMap<>();
    private final Map<Integer, HllSketch> sensors = new HashMap<>();
    private final Map<String, HllSketch> fingerprints = new HashMap<>();

    void addPort(ResultSet row, long[] source) throws SQLException {
      add(ports, row.getLong(5), source);
    }

    void addOthers(ResultSet row, long[] source) throws SQLException {
      add(countries, row.getString(5), source);
      add(sensors, row.getInt(6), source);
      add(fingerprints, row.getString(7), source);
      add(networks, row.getLong(8), source);
    }

    void addNetwork(ResultSet row, long[] source) throws SQLException {
      add(networks, row.getLong(5), source);
    }

    private static <K> void add(Map<K, HllSketch> sketches, K key, long[] source) {
      HllSketch sketch = sketches.get(key);
      if (sketch == null) {
        sketch = MergedSources.sketch();
        sketches.put(key, sketch);
      }
      sketch.update(source);
    }

    void keep(long day, String trafficClass, List<Sketched> kept) {
      keep(day, "ports", trafficClass, ports, kept);
      keep(day, "countries", trafficClass, countries, kept);
      keep(day, "networks", trafficClass, networks, kept);
      keep(day, "sensors", trafficClass, sensors, kept);
      keep(day, "fingerprints", trafficClass, fingerprints, kept);
    }

    private static <K> void keep(
        long day,
        String subject,
        String trafficClass,
        Map<K, HllSketch> sketches,
        List<Sketched> kept) {
      sketches.forEach(
          (key, sketch) ->
              kept.add(
                  new Sketched(
                      day, subject, trafficClass, String.valueOf(key), sketch, sources(sketch))));
    }
  }

  /**
   * Fills the tables of schema version 7 from what version 6 had, in the caller's transaction.
   * Networks get sketches as far back as there are rows.
   */
  void upgrade() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      List<LocalDate> days =
          dates(
              statement,
              "SELECT DISTINCT day FROM day_sources UNION SELECT DISTINCT interval_start::DATE"
                  + " FROM flows WHERE batch <= (SELECT batch FROM rolled_up) ORDER BY 1");
      long told = 0;
      for (int i = 0; i < days.size(); i++) {
        upgrade(days.get(i));
        long percent = HUNDRED * (i + 1) / days.size();
        if (percent > told) {
          told = percent;
          LOG.info("sketches of sources: {} %", percent);
        }
      }
      for (LocalDate month : months(statement)) {
        mergeMonth(statement, month);
      }
      statement.execute("DROP TABLE day_sources");
    }
  }

  private void upgrade(LocalDate day) throws SQLException {
    merge(day, "day_sources", "day = " + literal(day), DAYS);
    Instant begin = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Map<Long, Map<String, Sketches>> networks = new HashMap<>();
    read(
        RankKey.NETWORKS.expression(),
        "batch <= (SELECT batch FROM rolled_up) AND interval_start >= "
            + Sql.literal(begin)
            + " AND interval_start < "
            + Sql.literal(begin.plus(1, ChronoUnit.DAYS)),
        networks,
        Sketches::addNetwork);
    append(networks);
  }

  private static List<LocalDate> dates(Statement statement, String question) throws SQLException {
    List<LocalDate> dates = new ArrayList<>();
    try (ResultSet row = statement.executeQuery(question)) {
      while (row.next()) {
        dates.add(row.getObject(1, LocalDate.class));
      }
    }
    return dates;
  }

  private static long number(Statement statement, String question) throws SQLException {
    try (ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getLong(1);
    }
  }

  static String literal(LocalDate day) {
    return "DATE '" + day + "'";
  }

  private static String literals(Collection<LocalDate> days) {
    return days.stream().map(SourceSketches::literal).collect(Collectors.joining(", "));
  }
}
