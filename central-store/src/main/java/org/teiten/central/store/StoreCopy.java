// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A copy of the store as of one instant, made while others write to it. */
public final class StoreCopy {
  private static final String COPY = "backup_copy";

  private StoreCopy() {}

  /** About how many bytes a copy takes. */
  public static long bytes(FlowStore store) throws IOException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT sum(used_blocks * block_size)::BIGINT FROM pragma_database_size()")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw failed(store, e);
    }
  }

  /**
   * Makes one: a single statement, and so one snapshot.
   *
   * @param file that is not there yet
   */
  public static void make(FlowStore store, Path file) throws IOException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      String name = store.file().getFileName().toString().replaceFirst("\\.[^.]*$", "");
      statement.execute("ATTACH '" + file.toString().replace("'", "''") + "' AS " + COPY);
      try {
        statement.execute("COPY FROM DATABASE " + name + " TO " + COPY);
        statement.execute("CHECKPOINT " + COPY);
      } finally {
        statement.execute("DETACH " + COPY);
      }
    } catch (SQLException e) {
      throw failed(store, e);
    }
  }

  private static IOException failed(FlowStore store, SQLException e) {
    return new IOException(store.file() + ": " + FlowStore.firstLine(e), e);
  }
}
