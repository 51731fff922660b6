// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was observed in a period. */
public final class CoverageQuestions {
  /**
   * What one sensor observed in a period, overlapping intervals left out.
   *
   * @param observedMicros time observed
   * @param daysIpv4 covered IPv4 address-days
   * @param daysIpv6 covered IPv6 /64-days
   * @param lostPackets dropped before they were read
   * @param undecodable packets that could not be read
   * @param foldedRows rows without source
   * @param overlapping intervals left out
   * @param simulated whether any of it was never observed
   * @param rows FlowTuples that count
   */
  public record Observed(
      int sensor,
      long observedMicros,
      double daysIpv4,
      double daysIpv6,
      long lostPackets,
      long undecodable,
      long foldedRows,
      long overlapping,
      boolean simulated,
      long rows) {
    private Observed plus(Observed other) {
      return new Observed(
          sensor,
          observedMicros + other.observedMicros,
          daysIpv4 + other.daysIpv4,
          daysIpv6 + other.daysIpv6,
          lostPackets + other.lostPackets,
          undecodable + other.undecodable,
          foldedRows + other.foldedRows,
          overlapping + other.overlapping,
          simulated || other.simulated,
          rows + other.rows);
    }
  }

  /** What a sensor monitors. */
  public record Monitored(long ipv4, long ipv6) {}

  /**
   * Time observed without a packet.
   *
   * @param kind of the epoch: captures and live intervals are judged differently
   */
  public record Silence(int sensor, String kind, long fromMicros, long toMicros) {}

  /**
   * A database that gave origins.
   *
   * @param distant whether more than a year apart from an interval that used it
   */
  public record UsedDatabase(String name, String kind, LocalDate date, boolean distant) {}

  private static final long NEAR_MICROS = 8 * 86_400_000_000L;

  private CoverageQuestions() {}

  /**
   * What sensors observed in a period and eight days around it, by number.
   *
   * @param observed in the period
   * @param monitored at the time nearest to an instant; only of sensors that observed within eight
   *     days of it
   * @param maybeSilent sensors that may have been silent for more than an hour; few are
   */
  public record Near(
      Map<Integer, Observed> observed,
      Map<Integer, Monitored> monitored,
      Set<Integer> maybeSilent) {}

  /**
   * What sensors observed in a period and near it: everything but their silences in one pass.
   *
   * @param at the instant at which what they monitored is asked for
   */
  public static Near near(Connection connection, Instant from, Instant to, Instant at)
      throws SQLException {
    Near near = new Near(new HashMap<>(), new HashMap<>(), new TreeSet<>());
    Map<Integer, Long> apart = new HashMap<>();
    String text = Sql.of("coverage_by_sensor", "observed", ObservedRuns.rows(List.of(from, to)));
    try (PreparedStatement query = connection.prepareStatement(text)) {
      query.setObject(1, SensorTable.utc(from));
      query.setObject(2, SensorTable.utc(to));
      query.setObject(3, SensorTable.utc(at));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          int sensor = row.getInt(1);
          boolean overlap = row.getBoolean(2);
          if (row.getBoolean(12)) {
            near.observed().merge(sensor, overlap ? leftOut(row) : observed(row), Observed::plus);
          }
          if (!overlap) {
            if (row.getBoolean(13)) {
              near.maybeSilent().add(sensor);
            }
            long micros = row.getLong(14);
            if (micros <= NEAR_MICROS && micros < apart.getOrDefault(sensor, Long.MAX_VALUE)) {
              apart.put(sensor, micros);
              near.monitored().put(sensor, new Monitored(row.getLong(15), row.getLong(16)));
            }
          }
        }
      }
    }
    return near;
  }

  private static Observed leftOut(ResultSet row) throws SQLException {
    return new Observed(row.getInt(1), 0, 0, 0, 0, 0, 0, row.getLong(9), false, 0);
  }

  private static Observed observed(ResultSet row) throws SQLException {
    return new Observed(
        row.getInt(1),
        row.getLong(3),
        row.getDouble(4),
        row.getDouble(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        0,
        row.getBoolean(10),
        row.getLong(11));
  }

  /** What some sensors monitored at the time nearest to an instant, whenever that was. */
  public static Map<Integer, Monitored> monitored(
      Connection connection, Instant at, Collection<Integer> sensors) throws SQLException {
    Map<Integer, Monitored> monitored = new HashMap<>();
    if (sensors.isEmpty()) {
      return monitored;
    }
    String text =
        Sql.of(
            "last_monitored",
            "observed",
            ObservedRuns.rows(List.of()),
            "sensors",
            numbers(sensors));
    try (PreparedStatement query = connection.prepareStatement(text)) {
      query.setObject(1, SensorTable.utc(at));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          monitored.put(row.getInt(1), new Monitored(row.getLong(2), row.getLong(3)));
        }
      }
    }
    return monitored;
  }

  /**
   * Spans of more than an hour without a packet that reach into a period.
   *
   * @param sensors that may have one
   */
  public static List<Silence> silences(
      Connection connection, Instant from, Instant to, Set<Integer> sensors) throws SQLException {
    List<Silence> silences = new ArrayList<>();
    if (sensors.isEmpty()) {
      return silences;
    }
    String text =
        Sql.of(
            "silence_candidates",
            "observed",
            ObservedRuns.rows(List.of()),
            "sensors",
            numbers(sensors));
    try (PreparedStatement query = connection.prepareStatement(text)) {
      query.setObject(1, SensorTable.utc(from));
      query.setObject(2, SensorTable.utc(to));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          silences.add(
              new Silence(row.getInt(1), row.getString(2), row.getLong(3), row.getLong(4)));
        }
      }
    }
    return silences;
  }

  private static String numbers(Collection<Integer> sensors) {
    return sensors.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /**
   * The median time between packets in the seven observed days around silences, microseconds; 0 if
   * there were none.
   *
   * @param silences as {@link #silences} gives them
   */
  public static Map<Silence, Long> medianGaps(Connection connection, List<Silence> silences)
      throws SQLException {
    Map<List<Object>, List<Silence>> bySensor = new LinkedHashMap<>();
    for (Silence silence : silences) {
      bySensor
          .computeIfAbsent(List.of(silence.sensor(), silence.kind()), key -> new ArrayList<>())
          .add(silence);
    }
    Map<Silence, Long> medians = new HashMap<>();
    for (List<Silence> own : bySensor.values()) {
      PacketGaps gaps = new PacketGaps(connection, own);
      own.forEach(silence -> medians.put(silence, gaps.median(silence)));
    }
    return medians;
  }

  /** The databases that gave the origins of a period. */
  public static List<UsedDatabase> databases(
      Connection connection, Instant from, Instant to, Collection<Integer> sensors)
      throws SQLException {
    List<UsedDatabase> used = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            Sql.of("origin_databases_used", "observed", ObservedRuns.rows(List.of(from, to))))) {
      query.setObject(1, SensorTable.utc(from));
      query.setObject(2, SensorTable.utc(to));
      query.setString(3, sensors.toString());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          used.add(
              new UsedDatabase(
                  row.getString(1),
                  row.getString(2),
                  row.getObject(3, LocalDate.class),
                  row.getBoolean(4)));
        }
      }
    }
    return used;
  }
}
