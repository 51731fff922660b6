// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.teiten.flowtuple.IpAddress;

/**
 * What single sources sent, for those who are told about them. Nothing of the answers says which
 * sensor saw it.
 *
 * @param from first instant
 * @param to first instant after
 * @param filter which packets; its class is left to the answers
 * @param sensors numbers, null for all
 * @param networks AS numbers that alone are meant, empty for all that the filter passes
 */
public record SourceQuestions(
    Connection connection,
    Instant from,
    Instant to,
    FlowFilter filter,
    List<Integer> sensors,
    List<Long> networks) {

  /**
   * What a source sent of one class.
   *
   * @param address null of folded rows, whose sources are estimated
   * @param sensors how many saw it
   * @param rows how many minutes and ports
   * @param marks of known tools
   * @param sources 1, or how many are folded
   */
  public record Sent(
      IpAddress address,
      String trafficClass,
      String country,
      long network,
      long packets,
      int sensors,
      long rows,
      Instant first,
      Instant last,
      List<String> marks,
      long sources) {}

  /**
   * Packets of a source to one port within a minute.
   *
   * @param time of the first of them
   * @param sourcePort of the first of them, null if there are no ports
   * @param port null if there are none
   * @param icmpType null unless it is ICMP
   * @param stackSignature null if none
   * @param clock state of the sensor's clock
   * @param clockErrorMicros -1 if unknown
   */
  public record Seen(
      IpAddress address,
      Instant time,
      Integer sourcePort,
      int protocol,
      Integer port,
      Integer icmpType,
      Integer icmpCode,
      String trafficType,
      String mark,
      long packets,
      int ttl,
      String stackSignature,
      String clock,
      long clockErrorMicros) {}

  /** All sources of all classes, in no order. */
  public void sent(Consumer<Sent> consumer) throws SQLException {
    Expiry.of(connection).requireRaw(from, "what sources sent");
    String text =
        Sql.of(
            "notice_sources",
            "from",
            Sql.literal(from),
            "to",
            Sql.literal(to),
            "conditions",
            conditions(""));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(text)) {
      while (rows.next()) {
        String marks = rows.getString(11);
        consumer.accept(
            new Sent(
                StoredAddress.of(rows.getInt(1), rows.getString(2)),
                rows.getString(3),
                rows.getString(4),
                rows.getLong(5),
                rows.getLong(6),
                rows.getInt(7),
                rows.getLong(8),
                SensorTable.instant(rows, 9),
                SensorTable.instant(rows, 10),
                marks == null ? List.of() : List.of(marks.split(",")),
                rows.getLong(12)));
      }
    }
  }

  /**
   * The last that was seen of some sources, newest first for each.
   *
   * @param most rows a source
   */
  public void seen(Collection<IpAddress> sources, int most, Consumer<Seen> consumer)
      throws SQLException {
    String text =
        Sql.of(
            "notice_evidence",
            "from",
            Sql.literal(from),
            "to",
            Sql.literal(to),
            "conditions",
            conditions("flow."));
    try (PreparedStatement question = connection.prepareStatement(text)) {
      question.setString(
          1,
          sources.stream().map(StoredAddress::digits).collect(Collectors.joining(",", "[", "]")));
      question.setInt(2, most);
      try (ResultSet rows = question.executeQuery()) {
        while (rows.next()) {
          consumer.accept(seen(rows));
        }
      }
    }
  }

  private static Seen seen(ResultSet rows) throws SQLException {
    return new Seen(
        StoredAddress.of(rows.getInt(1), rows.getString(2)),
        SensorTable.instant(rows, 3),
        rows.getObject(4, Integer.class),
        rows.getInt(5),
        rows.getObject(6, Integer.class),
        octet(rows, 7),
        octet(rows, 8),
        rows.getString(9),
        rows.getString(10),
        rows.getLong(11),
        rows.getInt(12),
        rows.getString(13),
        rows.getString(14),
        rows.getLong(15));
  }

  private static Integer octet(ResultSet rows, int column) throws SQLException {
    int value = rows.getInt(column);
    return rows.wasNull() ? null : value;
  }

  private String conditions(String table) {
    return filter.of(null, filter.country()).conditions(table)
        + (sensors == null ? "" : among(table + "sensor", sensors))
        + (networks.isEmpty() ? "" : among(table + "asn", networks));
  }

  private static String among(String column, Collection<? extends Number> numbers) {
    return numbers.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", " AND " + column + " IN (", ")"));
  }
}
