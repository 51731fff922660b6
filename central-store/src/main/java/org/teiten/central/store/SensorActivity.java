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
 * @param receivedPackets within the asked time, by the kernel
 * @param lostPackets within the asked time
 * @param lastReceivedPacket end of the last interval in which any packet came, null if none did
 * @param lastObservedPacket the same for packets to monitored addresses
 * @param clock what the sensor's kernel said of its clock in the last interval
 * @param live whether the sensor delivered that itself
 */
public record SensorActivity(
    Instant lastObserved,
    Instant lastReceived,
    String software,
    long observedMicros,
    long receivedPackets,
    long lostPackets,
    Instant lastReceivedPacket,
    Instant lastObservedPacket,
    String clock,
    boolean live) {

  /** When something of it last arrived, as far as that is remembered. */
  public Instant lastArrival() {
    return lastReceived == null ? lastObserved : lastReceived;
  }

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
                  rows.getLong(6),
                  rows.getLong(7),
                  SensorTable.instant(rows, 8),
                  SensorTable.instant(rows, 9),
                  rows.getString(10),
                  rows.getBoolean(11)));
        }
      }
    }
    return all;
  }
}
