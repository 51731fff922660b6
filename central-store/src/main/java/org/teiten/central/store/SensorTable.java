// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Which sensors there are. */
public final class SensorTable {
  private SensorTable() {}

  /** All sensors by number. */
  public static List<Sensor> all(Connection connection) throws SQLException {
    List<Sensor> sensors = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT sensor, name, sensor_group, enrolled FROM sensors ORDER BY sensor")) {
      while (rows.next()) {
        sensors.add(
            new Sensor(rows.getInt(1), rows.getString(2), rows.getString(3), instant(rows, 4)));
      }
    }
    return sensors;
  }

  /** Adds a sensor. */
  public static void insert(Connection connection, Sensor sensor) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO sensors VALUES ($1, $2, $3, $4)")) {
      insert.setInt(1, sensor.number());
      insert.setString(2, sensor.id());
      insert.setString(3, sensor.group());
      insert.setObject(4, utc(sensor.enrolled()));
      insert.executeUpdate();
    }
  }

  /** Moves a sensor to another group. */
  public static void updateGroup(Connection connection, int sensor, String group)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE sensors SET sensor_group = $1 WHERE sensor = $2")) {
      update.setString(1, group);
      update.setInt(2, sensor);
      update.executeUpdate();
    }
  }

  /** Gives a sensor another name. */
  public static void rename(Connection connection, int sensor, String name) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE sensors SET name = $1 WHERE sensor = $2")) {
      update.setString(1, name);
      update.setInt(2, sensor);
      update.executeUpdate();
    }
  }

  /** A column of UTC; null if there is nothing. */
  static Instant instant(ResultSet rows, int column) throws SQLException {
    LocalDateTime time = rows.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }

  static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /**
   * A condition for some sensors, beginning with AND.
   *
   * @param sensors null for all: no row needs to be looked up then
   */
  static String among(Collection<Integer> sensors) {
    return sensors == null
        ? ""
        : sensors.stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", ", " AND sensor IN (", ")"));
  }
}
