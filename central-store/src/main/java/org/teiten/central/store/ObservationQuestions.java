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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.teiten.flowtuple.IpAddress;

/**
 * What was counted, day by day, of every port: a handful of passes over the flows, however many
 * ports there are. What each source sent on each day is kept in a temporary table of the connection
 * until {@link #close}.
 */
public final class ObservationQuestions implements AutoCloseable {
  private final Connection connection;
  private final String sensors;

  /** When the first and the last stored interval begin. */
  public record Stored(Instant first, Instant last) {}

  /**
   * A port on a day.
   *
   * @param day from 0
   * @param trafficClass its label
   */
  public record DayOfPort(int day, String trafficClass, PortKey port) {}

  /** Takes packets and distinct sources of a country. */
  public interface Cells {
    void add(DayOfPort at, String country, long packets, long sources);
  }

  /** Takes packets of a sensor. */
  public interface AtSensors {
    void add(DayOfPort at, int sensor, long packets);
  }

  /** Takes what one source sent. */
  public interface Loud {
    void add(DayOfPort at, String country, IpAddress source, long network, long packets);
  }

  /** Takes packets of a country and a value. */
  public interface Details {
    void add(DayOfPort at, String country, String value, long packets);
  }

  /** A column of the flows. */
  public enum Column {
    /** AS number of the source. */
    NETWORK("asn"),
    /** The sensor's number. */
    SENSOR("sensor"),
    /** Mark in the packet. */
    FINGERPRINT("fingerprint"),
    /** Of the sender's TCP/IP stack. */
    SIGNATURE("signature");

    private final String name;

    Column(String name) {
      this.name = name;
    }
  }

  /** A port and a class. */
  public record PortOfClass(String trafficClass, PortKey port) {}

  /**
   * Counts what sources sent.
   *
   * @param begins of the days, ascending
   * @param end of the last
   * @param sensors numbers, at least one
   */
  public ObservationQuestions(
      Connection connection, List<Instant> begins, Instant end, Collection<Integer> sensors)
      throws SQLException {
    this.connection = connection;
    this.sensors = list(sensors);
    Expiry.of(connection).requireRaw(begins.get(0), "what changed");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          Sql.of(
              "observation_days",
              "begins",
              begins.stream().map(Sql::literal).collect(Collectors.joining(", ", "[", "]")),
              "from",
              Sql.literal(begins.get(0)),
              "to",
              Sql.literal(end)));
      statement.execute(text("observation_sources"));
      statement.execute(Sql.of("observation_cells"));
    }
  }

  /** From when to when there is anything of some sensors. */
  public static Optional<Stored> stored(Connection connection, Collection<Integer> sensors)
      throws SQLException {
    if (sensors.isEmpty()) {
      return Optional.empty();
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(Sql.of("observation_span", "sensors", list(sensors)))) {
      row.next();
      java.sql.Timestamp first = row.getTimestamp(1);
      return first == null
          ? Optional.empty()
          : Optional.of(new Stored(instant(row, 1), instant(row, 2)));
    }
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, java.time.LocalDateTime.class).toInstant(java.time.ZoneOffset.UTC);
  }

  /** By country, in no order. */
  public void cells(Cells cells) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM observation_cells")) {
      while (row.next()) {
        cells.add(at(row), row.getString(4), row.getLong(5), row.getLong(6));
      }
    }
  }

  /** By sensor, in no order. */
  public void atSensors(AtSensors atSensors) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(text("observation_by_sensor"))) {
      while (row.next()) {
        atSensors.add(at(row), row.getInt(4), row.getLong(5));
      }
    }
  }

  /** Sources that are much of a cell, in no order. */
  public void loud(Loud loud) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.of("observation_loud"))) {
      while (row.next()) {
        loud.add(
            at(row),
            row.getString(4),
            StoredAddress.of(row.getInt(5), row.getString(6)),
            row.getLong(7),
            row.getLong(8));
      }
    }
  }

  /** Looks closer at few ports, for {@link #details}. */
  public void choose(Collection<PortOfClass> ports) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          Sql.of(
              "observation_chosen",
              "sensors",
              sensors,
              "key",
              RankKey.PORTS.expression(),
              "keys",
              keys(ports)));
    }
  }

  private static String keys(Collection<PortOfClass> ports) {
    // Numbers are compared quickly, pairs of a word and a number are not.
    return ports.stream()
        .collect(
            Collectors.groupingBy(
                PortOfClass::trafficClass,
                TreeMap::new,
                Collectors.mapping(one -> "" + number(one), Collectors.joining(", "))))
        .entrySet()
        .stream()
        .map(
            one ->
                "class = '"
                    + FlowFilter.word(one.getKey())
                    + "' AND "
                    + RankKey.PORTS.expression()
                    + " IN ("
                    + one.getValue()
                    + ")")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  /**
   * Distinct sources of a port by group of sensors.
   *
   * @param country of the sources, null for all but those apart
   * @param first day, from 0
   * @param last day
   */
  public Map<String, Long> sourcesByGroup(
      PortOfClass port, String country, Collection<String> apart, int first, int last)
      throws SQLException {
    Map<String, Long> sources = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            Sql.of(
                "observation_sources_by_group",
                "sensors",
                sensors,
                "keys",
                keys(List.of(port)),
                "first",
                Integer.toString(first),
                "last",
                Integer.toString(last)))) {
      query.setString(1, country);
      query.setString(2, apart.toString());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          sources.put(row.getString(1), row.getLong(2));
        }
      }
    }
    return sources;
  }

  /** Of the chosen ports, by country and one more column, in no order. */
  public void details(Column column, Details details) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(Sql.of("observation_details", "value", column.name))) {
      while (row.next()) {
        details.add(at(row), row.getString(4), row.getString(5), row.getLong(6));
      }
    }
  }

  private static long number(PortOfClass one) {
    return one.port().number();
  }

  private static DayOfPort at(ResultSet row) throws SQLException {
    return new DayOfPort(row.getInt(2), row.getString(3), RankKey.PORTS.of(row));
  }

  private String text(String name) {
    return Sql.of(name, "sensors", sensors, "key", RankKey.PORTS.expression());
  }

  private static String list(Collection<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  @Override
  public void close() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS observation_chosen");
      statement.execute("DROP TABLE IF EXISTS observation_cells");
      statement.execute("DROP TABLE IF EXISTS observation_sources");
      statement.execute("DROP TABLE IF EXISTS observation_days");
    }
  }
}
