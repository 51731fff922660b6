// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a report is made of: IPv4 packets by key and sensor, in all and day by day. Arrays are
 * indexed by the place of a sensor in the question's list.
 *
 * @param sensors numbers of the sensors, all others are left out
 */
public record ReportQuestions(Connection connection, List<Integer> sensors) {
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
    /** Not at all: one key, {@code all}. */
    NOTHING("'all'", ""),
    PORT(RankKey.PORTS.expression(), "protocol,port,icmp_type"),
    COUNTRY("country", "country"),
    NETWORK("asn", "asn"),
    FINGERPRINT("fingerprint", "fingerprint"),
    SIGNATURE("coalesce(stack_signature, 'none')", "stack_signature");

    private final String expression;
    private final String columns;

    Along(String expression, String columns) {
      this.expression = expression;
      this.columns = columns;
    }

    private String list(Collection<String> keys) {
      // No key is asked for by a list without any.
      return keys.isEmpty()
          ? "NULL"
          : keys.stream()
              .map(one -> this == PORT ? Long.toString(Long.parseLong(one)) : quoted(one))
              .collect(Collectors.joining(", "));
    }

    private Set<String> columns() {
      return columns.isEmpty() ? Set.of() : Set.of(columns.split(","));
    }
  }

  /** Copies the list. */
  public ReportQuestions {
    sensors = List.copyOf(sensors);
  }

  /** Packets of a period by key; ports by protocol × 131,072 + port, networks in digits. */
  public Map<String, double[]> totals(Along key, Instant from, Instant to, FlowFilter filter)
      throws SQLException {
    Map<String, double[]> totals = new LinkedHashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            Sql.of(
                "report_totals_by_key",
                "key",
                key.expression,
                "rows",
                Rollup.rows(from, to, key.columns(), filter, true, Expiry.of(connection))))) {
      query.setString(1, sensors.toString());
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
   * @param key any but networks, which are many
   * @param days first instants of the days, then the end of the last
   * @param keys those asked for, null for all
   */
  public Map<String, double[][]> days(
      Along key, List<Instant> days, FlowFilter filter, Collection<String> keys)
      throws SQLException {
    int number = days.size() - 1;
    try (PreparedStatement query =
        connection.prepareStatement(
            Sql.of(
                "report_days_by_key",
                "key",
                key.expression,
                "keys",
                keys == null ? "" : " AND " + key.expression + " IN (" + key.list(keys) + ")",
                "rows",
                Rollup.rowsInBuckets(
                    days.subList(0, number),
                    days.get(number),
                    key.columns(),
                    filter,
                    true,
                    Expiry.of(connection))))) {
      query.setString(1, sensors.toString());
      query.setString(2, seconds(days.subList(0, number)));
      return daily(query, number);
    }
  }

  /**
   * Packets from blocks of addresses that do not overlap, day by day and by sensor.
   *
   * @param without marks whose packets are left out
   */
  public Map<String, double[][]> blocks(
      List<Instant> days, FlowFilter filter, List<Block> blocks, Collection<String> without)
      throws SQLException {
    int number = days.size() - 1;
    String named =
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
            .collect(Collectors.joining(",", "[", "]"));
    try (PreparedStatement query =
        connection.prepareStatement(
            selected("report_days_by_scanner", days.get(0), days.get(number), filter))) {
      query.setString(1, sensors.toString());
      query.setString(2, seconds(days.subList(0, number)));
      query.setString(3, named);
      query.setString(4, list(without));
      return daily(query, number);
    }
  }

  private Map<String, double[][]> daily(PreparedStatement query, int days) throws SQLException {
    Map<String, double[][]> counts = new LinkedHashMap<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        int at = sensors.indexOf(rows.getInt(3));
        counts
                .computeIfAbsent(rows.getString(1), k -> new double[days][sensors.size()])[
                rows.getInt(2)][at] +=
            rows.getLong(4);
      }
    }
    return counts;
  }

  /** IPv4 rows of a period, for questions that need a source. */
  private String selected(String name, Instant from, Instant to, FlowFilter filter)
      throws SQLException {
    Expiry.of(connection).requireRaw(from, "packets by source");
    return Sql.of(
        name, "from", Sql.literal(from), "to", Sql.literal(to), "conditions", filter.conditions());
  }

  /** Sources of a period. */
  public Sources sources(Instant from, Instant to, FlowFilter filter, int top) throws SQLException {
    List<SourceTotal> most = new ArrayList<>();
    long distinct = 0;
    long packets = 0;
    try (PreparedStatement query =
        connection.prepareStatement(selected("report_sources", from, to, filter))) {
      query.setString(1, sensors.toString());
      query.setInt(2, top);
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

  private static String seconds(List<Instant> instants) {
    return instants.stream().map(Instant::getEpochSecond).toList().toString();
  }

  private static String list(Collection<String> texts) {
    return texts.stream().map(ReportQuestions::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
