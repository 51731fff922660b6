// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a report is made of: IPv4 packets by key and sensor, in all and day by day. Arrays are
 * indexed by the place of a sensor in the question's list.
 *
 * @param sensors numbers of the sensors, all others are left out
 */
public record ReportQuestions(Connection connection, List<Integer> sensors) {
  /**
   * Which packets; null means any.
   *
   * @param trafficClass label of a class
   * @param country as stored
   * @param protocol IP protocol number
   * @param port as the FlowTuple has it
   * @param icmpType ICMP or ICMPv6 type
   */
  public record Selection(
      String trafficClass, String country, Integer protocol, Integer port, Integer icmpType) {
    /** Packets of one class. */
    public static Selection of(String trafficClass) {
      return new Selection(trafficClass, null, null, null, null);
    }

    /** The same from one country only. */
    public Selection from(String other) {
      return new Selection(trafficClass, other, protocol, port, icmpType);
    }
  }

  /** A source and what it sent. */
  public record SourceTotal(
      long address, String country, long network, long packets, int sensors) {}

  /**
   * Sources of a selection.
   *
   * @param distinct how many there are
   * @param packets what they all sent
   * @param top those that sent most
   */
  public record Sources(long distinct, long packets, List<SourceTotal> top) {}

  /** A block of addresses with a name. */
  public record Block(String name, long first, long last) {}

  /** Along what packets are taken apart. */
  public enum Along {
    PORT(RankKey.PORTS.expression()),
    COUNTRY("country"),
    NETWORK("asn"),
    FINGERPRINT("fingerprint"),
    SIGNATURE("coalesce(stack_signature, 'none')");

    private final String expression;

    Along(String expression) {
      this.expression = expression;
    }

    private String question(String name) {
      return Sql.of(name, "key", expression, "selection", SELECTION);
    }
  }

  private static final String SELECTION = Sql.of("report_selection");

  /** Copies the list. */
  public ReportQuestions {
    sensors = List.copyOf(sensors);
  }

  /** Packets of a period by key; ports by protocol × 131,072 + port, networks in digits. */
  public Map<String, double[]> totals(Along key, Instant from, Instant to, Selection selection)
      throws SQLException {
    Map<String, double[]> totals = new LinkedHashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(key.question("report_totals_by_key"))) {
      bind(query, from, to, selection);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          int at = sensors.indexOf(rows.getInt(2));
          totals.computeIfAbsent(rows.getString(1), k -> new double[sensors.size()])[at] +=
              rows.getLong(3);
        }
      }
    }
    return totals;
  }

  /**
   * Packets day by day and by sensor.
   *
   * @param key ports, countries or fingerprints
   * @param days first instants of the days, then the end of the last
   * @param keys those asked for, null for all
   */
  public Map<String, double[][]> days(
      Along key, List<Instant> days, Selection selection, Collection<String> keys)
      throws SQLException {
    return daily(
        key.question("report_days_by_key"),
        days,
        selection,
        null,
        keys == null ? null : list(keys));
  }

  /**
   * Packets from blocks of addresses that do not overlap, day by day and by sensor.
   *
   * @param without marks whose packets are left out
   */
  public Map<String, double[][]> blocks(
      List<Instant> days, Selection selection, List<Block> blocks, Collection<String> without)
      throws SQLException {
    return daily(
        Sql.of("report_days_by_scanner", "selection", SELECTION),
        days,
        selection,
        list(without),
        blocks.stream()
            .map(
                b ->
                    "{'name':"
                        + quoted(b.name())
                        + ",'first':"
                        + b.first()
                        + ",'last':"
                        + b.last()
                        + "}")
            .collect(Collectors.joining(",", "[", "]")));
  }

  private Map<String, double[][]> daily(
      String question, List<Instant> days, Selection selection, String without, String keys)
      throws SQLException {
    int number = days.size() - 1;
    Map<String, double[][]> counts = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(question)) {
      bind(query, days.get(0), days.get(number), selection);
      query.setString(
          9, days.subList(0, number).stream().map(Instant::getEpochSecond).toList().toString());
      query.setString(10, keys);
      if (without != null) {
        query.setString(11, without);
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          int at = sensors.indexOf(rows.getInt(3));
          counts
                  .computeIfAbsent(rows.getString(1), k -> new double[number][sensors.size()])[
                  rows.getInt(2)][at] +=
              rows.getLong(4);
        }
      }
    }
    return counts;
  }

  /** Sources of a period. */
  public Sources sources(Instant from, Instant to, Selection selection, int top)
      throws SQLException {
    List<SourceTotal> most = new ArrayList<>();
    long distinct = 0;
    long packets = 0;
    try (PreparedStatement query =
        connection.prepareStatement(Sql.of("report_sources", "selection", SELECTION))) {
      bind(query, from, to, selection);
      query.setInt(9, top);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          most.add(
              new SourceTotal(
                  rows.getLong(1),
                  rows.getString(2),
                  rows.getLong(3),
                  rows.getLong(4),
                  rows.getInt(5)));
          distinct = rows.getLong(6);
          packets = rows.getLong(7);
        }
      }
    }
    return new Sources(distinct, packets, most);
  }

  /**
   * Observed IPv4 address-days by day and sensor.
   *
   * @param days first instants of the days, then the end of the last
   */
  public double[][] observed(List<Instant> days) throws SQLException {
    double[][] observed = new double[days.size() - 1][sensors.size()];
    try (PreparedStatement query = connection.prepareStatement(Sql.of("report_observed_days"))) {
      query.setString(
          1, days.stream().map(day -> day.getEpochSecond() * 1_000_000).toList().toString());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          int at = sensors.indexOf(rows.getInt(2));
          if (at >= 0) {
            observed[rows.getInt(1)][at] = rows.getDouble(3);
          }
        }
      }
    }
    return observed;
  }

  private void bind(PreparedStatement query, Instant from, Instant to, Selection selection)
      throws SQLException {
    query.setObject(1, SensorTable.utc(from));
    query.setObject(2, SensorTable.utc(to));
    query.setString(3, sensors.toString());
    query.setString(4, selection.trafficClass());
    query.setString(5, selection.country());
    number(query, 6, selection.protocol());
    number(query, 7, selection.port());
    number(query, 8, selection.icmpType());
  }

  private static void number(PreparedStatement query, int at, Integer value) throws SQLException {
    if (value == null) {
      query.setNull(at, Types.INTEGER);
    } else {
      query.setInt(at, value);
    }
  }

  private static String list(Collection<String> texts) {
    return texts.stream().map(ReportQuestions::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
