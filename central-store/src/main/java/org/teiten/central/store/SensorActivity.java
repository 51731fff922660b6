// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the store last had of a sensor.
 *
 * @param lastObserved end of the last interval
 * @param lastReceived when its last batch arrived, null if that is more than 90 days ago
 * @param software that wrote that batch, null likewise
 * @param observedMicros within the asked time
 * @param lostPackets within the asked time
 */
public record SensorActivity(
    Instant lastObserved,
    Instant lastReceived,
    String software,
    long observedMicros,
    long lostPackets) {

  /** Activity of every sensor that ever observed, by its number; with figures of a period. */
  public static Map<Integer, SensorActivity> bySensor(
      Connection connection, Instant from, Instant to) throws SQLException {
    Map<Integer, SensorActivity> all = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(Sql.of("sensor_activity"))) {
      query.setObject(1, SensorTable.utc(from));
      query.setObject(2, SensorTable.utc(to));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          all.put(
              rows.getInt(1),
              new SensorActivity(
                  SensorTable.instant(rows, 2),
                  SensorTable.instant(rows, 3),
                  rows.getString(4),
                  rows.getLong(5),
                  rows.getLong(6)));
        }
      }
    }
    return all;
  }
}
