// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.datasketches.hll.HllSketch;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Sketches of the distinct sources of each UTC day, by key. */
final class DaySources {
  /** Labels of the keys that have sketches. Networks have too many: theirs are counted exactly. */
  static final Set<String> SUBJECTS = Set.of("ports", "countries", "sensors", "fingerprints");

  private static final long DAY_SECONDS = 86_400;

  private record Key(long day, String subject, String trafficClass, String word)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int c = subject.compareTo(other.subject);
      c = c != 0 ? c : Long.compare(day, other.day);
      c = c != 0 ? c : trafficClass.compareTo(other.trafficClass);
      return c != 0 ? c : word.compareTo(other.word);
    }
  }

  private DaySources() {}

  /** A key as the table has it. */
  static String word(Object key) {
    return key instanceof PortKey port ? String.valueOf(port.number()) : String.valueOf(key);
  }

  /** Takes a row of sources_of_batches, whose keys begin in column 5. */
  private interface Addition {
    void add(Sketches sketches, ResultSet row, long[] source) throws SQLException;
  }

  /** Adds the sketches of batches that have none yet, in the caller's transaction. */
  static void rollUp(DuckDBConnection connection, long after, long upTo) throws SQLException {
    Map<Long, Map<String, Sketches>> days = new HashMap<>();
    // Apart, for a source has many ports, and hardly more than one of the others.
    read(connection, RankKey.PORTS.expression(), after, upTo, days, Sketches::addPort);
    read(connection, "country, sensor, fingerprint", after, upTo, days, Sketches::addOthers);
    Map<Key, HllSketch> sketches = new TreeMap<>();
    days.forEach((day, classes) -> classes.forEach((word, one) -> one.keep(day, word, sketches)));
    try (DuckDBAppender appender = connection.createAppender("day_sources")) {
      for (Map.Entry<Key, HllSketch> one : sketches.entrySet()) {
        Key key = one.getKey();
        appender
            .beginRow()
            .append(LocalDate.ofEpochDay(key.day()))
            .append(key.subject())
            .append(key.trafficClass())
            .append(key.word())
            .append(one.getValue().toCompactByteArray())
            .endRow();
      }
    }
  }

  private static void read(
      DuckDBConnection connection,
      String keys,
      long after,
      long upTo,
      Map<Long, Map<String, Sketches>> days,
      Addition addition)
      throws SQLException {
    String text =
        Sql.of(
            "sources_of_batches",
            "keys",
            keys,
            "after",
            Long.toString(after),
            "up_to",
            Long.toString(upTo));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(text)) {
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

  /** Those of one day and class. */
  private static final class Sketches {
    private final Map<Long, HllSketch> ports = new HashMap<>();
    private final Map<String, HllSketch> countries = new HashMap<>();
    private final Map<Integer, HllSketch> sensors = new HashMap<>();
    private final Map<String, HllSketch> fingerprints = new HashMap<>();

    void addPort(ResultSet row, long[] source) throws SQLException {
      add(ports, row.getLong(5), source);
    }

    void addOthers(ResultSet row, long[] source) throws SQLException {
      add(countries, row.getString(5), source);
      add(sensors, row.getInt(6), source);
      add(fingerprints, row.getString(7), source);
    }

    private static <K> void add(Map<K, HllSketch> sketches, K key, long[] source) {
      HllSketch sketch = sketches.get(key);
      if (sketch == null) {
        sketch = MergedSources.sketch();
        sketches.put(key, sketch);
      }
      sketch.update(source);
    }

    void keep(long day, String trafficClass, Map<Key, HllSketch> kept) {
      keep(day, "ports", trafficClass, ports, kept);
      keep(day, "countries", trafficClass, countries, kept);
      keep(day, "sensors", trafficClass, sensors, kept);
      keep(day, "fingerprints", trafficClass, fingerprints, kept);
    }

    private static <K> void keep(
        long day,
        String subject,
        String trafficClass,
        Map<K, HllSketch> sketches,
        Map<Key, HllSketch> kept) {
      sketches.forEach(
          (key, sketch) ->
              kept.put(new Key(day, subject, trafficClass, String.valueOf(key)), sketch));
    }
  }

  /**
   * Asks for the sources of some keys.
   *
   * @param trafficClass null for all
   * @param conditions on raw rows, each beginning with AND
   * @param words the keys asked for, as the table has them
   * @param expiry of what days there are sketches alone
   */
  record Question<K>(
      Connection connection,
      RankKey<K> key,
      String trafficClass,
      String conditions,
      Map<String, K> words,
      Expiry expiry) {

    /**
     * Merges those of a period: sketches of whole days, and single sources of the rest; where these
     * have expired, the sketch of the day says how many there were at most.
     */
    void add(Instant from, Instant to, Map<K, MergedSources> merged) throws SQLException {
      long begin = Math.floorDiv(from.getEpochSecond(), DAY_SECONDS);
      long last = Math.floorDiv(to.getEpochSecond(), DAY_SECONDS);
      long first = Math.floorDiv(from.getEpochSecond() + DAY_SECONDS - 1, DAY_SECONDS);
      long end = Math.max(first, last);
      days(first, end, merged, MergedSources::addKnown);
      if (begin < first && expiry.raw(instant(begin))) {
        days(begin, first, merged, MergedSources::addPartOf);
      }
      if (last >= first && instant(last).isBefore(to) && expiry.raw(instant(last))) {
        days(last, last + 1, merged, MergedSources::addPartOf);
      }
      rest(from, to, instant(first), instant(end), merged);
    }

    private void rest(
        Instant from, Instant to, Instant wholeFrom, Instant wholeTo, Map<K, MergedSources> merged)
        throws SQLException {
      String text =
          Sql.of(
              "newer_sources_by_key",
              "key",
              key.expression(),
              "from",
              Sql.literal(from),
              "to",
              Sql.literal(to),
              "whole_from",
              Sql.literal(wholeFrom),
              "whole_to",
              Sql.literal(wholeTo),
              "conditions",
              conditions);
      Set<K> asked = Set.copyOf(words.values());
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(text)) {
        while (row.next()) {
          K one = key.of(row);
          if (asked.contains(one)) {
            long ipv4 = row.getLong(2);
            BigInteger ipv6 = row.wasNull() ? (BigInteger) row.getObject(3) : null;
            merged.computeIfAbsent(one, k -> new MergedSources()).addKnown(ipv4, ipv6);
          }
        }
      }
    }

    private void days(
        long from,
        long to,
        Map<K, MergedSources> merged,
        BiConsumer<MergedSources, byte[]> addition)
        throws SQLException {
      String text =
          Sql.of(
              "day_sources_by_key",
              "subject",
              key.label(),
              "from",
              "DATE '" + day(from) + "'",
              "to",
              "DATE '" + day(to) + "'",
              "conditions",
              (trafficClass == null ? "" : " AND class = '" + FlowFilter.word(trafficClass) + "'")
                  + among(words.keySet()));
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(text)) {
        while (row.next()) {
          K one = words.get(row.getString(1));
          if (one != null) {
            addition.accept(merged.computeIfAbsent(one, k -> new MergedSources()), row.getBytes(2));
          }
        }
      }
    }
  }

  private static String among(Set<String> words) {
    return words.size() > 1_000
        ? ""
        : " AND key IN ('"
            + String.join("', '", words.stream().map(FlowFilter::word).toList())
            + "')";
  }

  private static Instant instant(long day) {
    return Instant.ofEpochSecond(day * DAY_SECONDS);
  }

  private static LocalDate day(long day) {
    return LocalDate.ofEpochDay(day);
  }
}
