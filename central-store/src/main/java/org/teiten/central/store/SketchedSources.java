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
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The distinct sources of a period out of the sketches of its months and days, and of rows newer
 * than these. Its first and last hours, where it does not begin or end at midnight UTC, come from
 * rows; where these have expired, or the period is so long that they hardly count, the sketch of
 * the day says how many there may be at most.
 *
 * @param trafficClass null for all
 * @param conditions on raw rows, each beginning with AND
 * @param expiry of what days there are sketches alone
 */
record SketchedSources<K>(
    Connection connection,
    RankKey<K> key,
    Instant from,
    Instant to,
    String trafficClass,
    String conditions,
    Expiry expiry) {
  /**
   * From so many whole days on nothing comes from rows: of steady traffic the sources of the two
   * days at the edges that no other day has are fewer than the error of the sketches, and where
   * they are more the error says so.
   */
  static final int LONG_DAYS = 60;

  /** Of a month of which there are so many days the sketch of the month says more about them. */
  private static final int MANY_DAYS = 10;

  private static final int LISTED_KEYS = 1_000;

  /** Merges those of some keys. */
  void add(Collection<K> keys, Map<K, MergedSources> merged) throws SQLException {
    Map<String, K> words = new HashMap<>();
    keys.forEach(one -> words.put(key.word(one), one));
    addSketches(words, merged);
    addNewer(Set.copyOf(keys), merged);
  }

  private void addSketches(Map<String, K> words, Map<K, MergedSources> merged) throws SQLException {
    List<String> sketches = sketches();
    if (sketches.isEmpty()) {
      return;
    }
    String text =
        Sql.of("sketches_by_key", "sketches", union(sketches), "asked", asked(words.keySet()));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(text)) {
      while (row.next()) {
        K one = words.get(row.getString(1));
        if (one != null) {
          MergedSources own = merged.computeIfAbsent(one, k -> new MergedSources());
          if (row.getBoolean(3)) {
            own.addKnown(row.getBytes(2));
          } else {
            own.addPartOf(row.getBytes(2));
          }
        }
      }
    }
  }

  private void addNewer(Set<K> asked, Map<K, MergedSources> merged) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(newer())) {
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

  /**
   * How many distinct sources each key has at most: those of all its days and months together.
   * Nothing is merged for it.
   */
  Map<K, Long> atMost() throws SQLException {
    Map<K, Long> most = new HashMap<>();
    String text = Sql.of("most_sources_by_key", "sketches", union(widest()), "newer", newer());
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(text)) {
      while (row.next()) {
        most.put(key.ofWord(row.getString(1)), row.getLong(2));
      }
    }
    return most;
  }

  private LocalDate firstWhole() {
    LocalDate day = day(from);
    return midnight(day).equals(from) ? day : day.plusDays(1);
  }

  private LocalDate endOfWhole() {
    LocalDate first = firstWhole();
    LocalDate end = day(to);
    return end.isBefore(first) ? first : end;
  }

  private boolean isLong() {
    return ChronoUnit.DAYS.between(firstWhole(), endOfWhole()) >= LONG_DAYS;
  }

  /** Sketches of the months and days of the period, and of days that it has a part of. */
  private List<String> sketches() throws SQLException {
    LocalDate first = firstWhole();
    LocalDate end = endOfWhole();
    List<String> parts = new ArrayList<>();
    LocalDate day = first;
    for (LocalDate month : months(first, end)) {
      add(parts, SourceSketches.DAYS, day, month, true);
      day = month.plusMonths(1);
      parts.add(slots(SourceSketches.MONTHS, month, day, true));
    }
    add(parts, SourceSketches.DAYS, day, end, true);
    LocalDate begin = day(from);
    if (begin.isBefore(first) && (isLong() || expiry.raw(midnight(begin)))) {
      parts.add(slots(SourceSketches.DAYS, begin, first, false));
    }
    if (!day(to).isBefore(first)
        && midnight(end).isBefore(to)
        && (isLong() || expiry.raw(midnight(end)))) {
      parts.add(slots(SourceSketches.DAYS, end, end.plusDays(1), false));
    }
    return parts;
  }

  /** Sketches of months and days that hold the period: of a month that it cuts all of it. */
  private List<String> widest() throws SQLException {
    LocalDate end = day(to.minusNanos(1)).plusDays(1);
    LocalDate day = day(from);
    List<String> parts = new ArrayList<>();
    for (LocalDate month : months(day.withDayOfMonth(1), end.withDayOfMonth(1).plusMonths(1))) {
      if (ChronoUnit.DAYS.between(later(day, month), month.plusMonths(1)) >= MANY_DAYS
          && ChronoUnit.DAYS.between(month, end) >= MANY_DAYS) {
        add(parts, SourceSketches.DAYS, day, month, false);
        parts.add(slots(SourceSketches.MONTHS, month, month.plusMonths(1), false));
        day = month.plusMonths(1);
      }
    }
    add(parts, SourceSketches.DAYS, day, end, false);
    return parts;
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  /** Months within that have sketches of their own, ascending. */
  private List<LocalDate> months(LocalDate first, LocalDate end) throws SQLException {
    List<LocalDate> months = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT slot FROM sketched_months WHERE slot >= "
                    + SourceSketches.literal(first)
                    + " AND slot + INTERVAL 1 MONTH <= "
                    + SourceSketches.literal(end)
                    + " ORDER BY slot")) {
      while (row.next()) {
        months.add(row.getObject(1, LocalDate.class));
      }
    }
    return months;
  }

  private static String union(List<String> parts) {
    return String.join("\nUNION ALL\n", parts);
  }

  private void add(
      List<String> parts, String table, LocalDate begin, LocalDate end, boolean whole) {
    if (begin.isBefore(end)) {
      parts.add(slots(table, begin, end, whole));
    }
  }

  private String slots(String table, LocalDate begin, LocalDate end, boolean whole) {
    return Sql.of(
        "sketches_of_slots",
        "whole",
        String.valueOf(whole),
        "table",
        table,
        "subject",
        key.label(),
        "from",
        SourceSketches.literal(begin),
        "to",
        SourceSketches.literal(end),
        "conditions",
        trafficClass == null ? "" : " AND class = '" + FlowFilter.word(trafficClass) + "'");
  }

  /** A question for the sources that no sketch has. */
  private String newer() {
    return Sql.of(
        "newer_sources_by_key",
        "key",
        key.expression(),
        "from",
        Sql.literal(from),
        "to",
        Sql.literal(to),
        "whole_from",
        Sql.literal(isLong() ? from : midnight(firstWhole())),
        "whole_to",
        Sql.literal(isLong() ? to : midnight(endOfWhole())),
        "conditions",
        conditions);
  }

  private static String asked(Set<String> words) {
    return words.size() > LISTED_KEYS
        ? ""
        : words.stream()
            .map(FlowFilter::word)
            .collect(
                Collectors.joining(
                    "'), ('", "SEMI JOIN (VALUES ('", "')) AS asked(key) USING (key)"));
  }

  private static LocalDate day(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
