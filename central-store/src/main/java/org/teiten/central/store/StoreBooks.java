// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How much a store holds.
 *
 * @param schema its version
 * @param sensors that it knows
 * @param batches that were counted, those without a digest any more too
 * @param intervals of these
 * @param rows raw rows
 * @param packets in all intervals that count
 * @param observedTo end of the last interval, ISO 8601, UTC; null if there is none
 */
public record StoreBooks(
    int schema,
    long sensors,
    long batches,
    long intervals,
    long rows,
    long packets,
    String observedTo) {
  /** Counts. */
  public static StoreBooks of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.of("books"))) {
      row.next();
      return new StoreBooks(
          row.getInt(1),
          row.getLong(2),
          row.getLong(3),
          row.getLong(4),
          row.getLong(5),
          row.getLong(6),
          row.getObject(7) == null ? null : SensorTable.instant(row, 7).toString());
    }
  }
}
