// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.teiten.central.enrich.OriginDatabase;

/** The databases of origins that were used, by number. */
public final class OriginTable {
  private OriginTable() {}

  /** The number of a database; it is added if it has none. */
  public static int number(Connection connection, OriginDatabase database) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT origin_database FROM origin_databases"
                + " WHERE name = $1 AND kind = $2 AND date = $3")) {
      query.setString(1, database.name());
      query.setString(2, database.kind().label());
      query.setDate(3, Date.valueOf(database.date()));
      try (ResultSet rows = query.executeQuery()) {
        if (rows.next()) {
          return rows.getInt(1);
        }
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO origin_databases"
                + " SELECT coalesce(max(origin_database), 0) + 1, $1, $2, $3"
                + " FROM origin_databases")) {
      insert.setString(1, database.name());
      insert.setString(2, database.kind().label());
      insert.setDate(3, Date.valueOf(database.date()));
      insert.executeUpdate();
    }
    return number(connection, database);
  }
}
