// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.teiten.flowtuple.IpAddress;

/** What sources sent before and after an instant. Nothing of it is told to anybody. */
public final class EffectQuestions {
  private static final Duration DAY = Duration.ofDays(1);

  private final Connection connection;

  public EffectQuestions(Connection connection) {
    this.connection = connection;
  }

  /**
   * What is asked.
   *
   * @param at the instant; days are counted from it
   * @param before days before, at most 62
   * @param after days after, at most 62
   * @param ports numbers of {@link PortKey}
   * @param told sources that are always among the answers, if they sent anything before
   * @param countries whose sources come first among the others
   * @param alive bits of the days before of which others must have one, the lowest the last day
   * @param most others a port
   */
  public record Around(
      Instant at,
      int before,
      int after,
      Collection<Long> ports,
      Collection<IpAddress> told,
      Collection<String> countries,
      long alive,
      int most) {}

  /**
   * A source and one port.
   *
   * @param port number of its {@link PortKey}
   * @param packets before
   * @param before bit by day, the lowest the last one
   * @param after bit by day, the lowest the first one
   * @param sensors packets before by number of the sensor
   */
  public record Sent(
      long port,
      IpAddress source,
      String country,
      long network,
      long packets,
      long before,
      long after,
      Map<Integer, Long> sensors) {}

  /** Asks; in the order of ports and addresses. */
  public void sources(Around around, Consumer<Sent> consumer) throws SQLException {
    Instant from = around.at().minus(DAY.multipliedBy(around.before()));
    Expiry.of(connection).requireRaw(from, "what sources sent");
    String text =
        Sql.of(
            "effect_sources",
            "at",
            Sql.literal(around.at()),
            "from",
            Sql.literal(from),
            "to",
            Sql.literal(around.at().plus(DAY.multipliedBy(around.after()))),
            "port",
            RankKey.PORTS.expression(),
            "ports",
            around.ports().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    try (PreparedStatement question = connection.prepareStatement(text)) {
      question.setString(
          1,
          around.told().stream()
              .map(StoredAddress::digits)
              .collect(Collectors.joining(",", "[", "]")));
      question.setString(
          2,
          around.countries().stream()
              .map(FlowFilter::word)
              .collect(Collectors.joining(",", "[", "]")));
      question.setLong(3, around.alive());
      question.setInt(4, around.most());
      try (ResultSet rows = question.executeQuery()) {
        while (rows.next()) {
          consumer.accept(sent(rows));
        }
      }
    }
  }

  private static Sent sent(ResultSet rows) throws SQLException {
    return new Sent(
        rows.getLong(1),
        StoredAddress.of(rows.getInt(2), rows.getString(3)),
        rows.getString(4),
        rows.getLong(5),
        rows.getLong(6),
        rows.getLong(7),
        rows.getLong(8),
        packets(rows.getString(9)));
  }

  private static Map<Integer, Long> packets(String text) {
    Map<Integer, Long> packets = new HashMap<>();
    for (String one : text.split(",", -1)) {
      int colon = one.indexOf(':');
      packets.put(Integer.valueOf(one.substring(0, colon)), Long.valueOf(one.substring(colon + 1)));
    }
    return packets;
  }

  /**
   * What part of each day each sensor said that it observed, 0 to 1, by number of the sensor.
   *
   * @param at the first day's beginning
   * @param days of 24 hours
   */
  public Map<Integer, double[]> observed(Instant at, int days) throws SQLException {
    StringBuilder begins = new StringBuilder("[");
    for (int day = 0; day <= days; day++) {
      begins
          .append(day == 0 ? "" : ",")
          .append(at.plus(DAY.multipliedBy(day)).getEpochSecond() * 1_000_000);
    }
    Map<Integer, double[]> observed = new HashMap<>();
    try (PreparedStatement question = connection.prepareStatement(Sql.of("effect_observed"))) {
      question.setString(1, begins.append(']').toString());
      try (ResultSet rows = question.executeQuery()) {
        while (rows.next()) {
          observed.computeIfAbsent(rows.getInt(2), any -> new double[days])[rows.getInt(1)] =
              rows.getDouble(3);
        }
      }
    }
    return observed;
  }

  /** Until when anything was observed. */
  public Optional<Instant> end() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.of("effect_end"))) {
      row.next();
      return row.getObject(1) == null ? Optional.empty() : Optional.of(SensorTable.instant(row, 1));
    }
  }
}
