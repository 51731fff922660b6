// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.duckdb.DuckDBConnection;

/**
 * Keeps the rollups up with the ledger. Batches are numbered in the order of their commits, and the
 * rollups hold each one up to a number that changes in the same transaction as they do: whatever
 * happens, a batch is in the rollups or read from its raw rows, never both.
 *
 * <p>Design note: they are not written with each batch, for a live batch holds one minute, and sums
 * by the hour of single minutes would be as many rows as came in.
 */
public final class Rollups {
  private static final long STEP_ROWS = 1_000_000;

  private Rollups() {}

  /** Rows of batches that are not in the rollups yet. */
  public static long pending(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(sum(rows), 0) FROM intervals"
                    + " WHERE batch > (SELECT batch FROM rolled_up)")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Adds every batch, in transactions of some million rows; the caller's ends with the last. */
  static void catchUp(DuckDBConnection connection, DoubleConsumer progress) throws SQLException {
    List<Long> steps = steps(connection);
    for (int i = 0; i < steps.size(); i++) {
      rollUp(connection, steps.get(i));
      connection.commit();
      progress.accept((double) (i + 1) / steps.size());
    }
  }

  /** The last batch of each step. */
  static List<Long> steps(Connection connection) throws SQLException {
    List<Long> steps = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT batch, sum(rows)::BIGINT FROM intervals"
                    + " WHERE batch > (SELECT batch FROM rolled_up) GROUP BY batch ORDER BY batch")) {
      long rows = 0;
      long last = 0;
      while (row.next()) {
        last = row.getLong(1);
        rows += row.getLong(2);
        if (rows >= STEP_ROWS) {
          steps.add(last);
          rows = 0;
        }
      }
      if (rows > 0) {
        steps.add(last);
      }
    }
    return steps;
  }

  private static void rollUp(DuckDBConnection connection, long upTo) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long after;
      try (ResultSet row = statement.executeQuery("SELECT batch FROM rolled_up")) {
        row.next();
        after = row.getLong(1);
      }
      for (Rollup rollup : Rollup.values()) {
        for (String addition : rollup.additions(after, upTo)) {
          statement.execute(addition);
        }
      }
      DaySources.rollUp(connection, after, upTo);
      statement.execute("UPDATE rolled_up SET batch = " + upTo);
    }
  }
}
