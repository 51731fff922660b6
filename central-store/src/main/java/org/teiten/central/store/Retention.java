// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes what is older than it is kept, in the transactions of whoever writes. What is to go is
 * announced first and deleted in a later pass, so that a question that began before still reads all
 * of it. Raw rows go only once the rollups hold them; a batch that comes late for a time that has
 * expired is counted in full, and its raw rows go with the next pass.
 */
public final class Retention {
  private static final long STEP_ROWS = 500_000;

  /**
   * Rows of intervals that begin in [from, to), which are deleted together.
   *
   * @param rows how many, by and by
   */
  public record Step(Instant from, Instant to, long rows) {}

  private Retention() {}

  /** Announces what is too old, if there is any. */
  public static Expiry announce(Connection connection, RetentionConfig config, Instant now)
      throws SQLException {
    Expiry announced = Expiry.of(connection);
    Instant raw = config.raw().before(now);
    Instant rollups = Slot.MONTH.floor(config.rollups().before(now));
    boolean older =
        announced.raw().isBefore(raw) && any(connection, "interval_start", "flows", raw);
    boolean olderSums =
        announced.rollups().isBefore(rollups)
            && any(connection, "slot", "months_by_fingerprint", rollups);
    if (!older && !olderSums) {
      return announced;
    }
    Expiry next =
        new Expiry(
            older ? raw : announced.raw(),
            olderSums ? rollups : announced.rollups(),
            announced.networks());
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE expired SET raw = $1, rollups = $2")) {
      update.setObject(1, SensorTable.utc(next.raw()));
      update.setObject(2, SensorTable.utc(next.rollups()));
      update.executeUpdate();
    }
    return next;
  }

  private static boolean any(Connection connection, String column, String table, Instant before)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT EXISTS (FROM "
                    + table
                    + " WHERE "
                    + column
                    + " < "
                    + Sql.literal(before)
                    + ")")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** What is to be deleted of raw rows, the oldest first. */
  public static List<Step> steps(Connection connection, Expiry announced) throws SQLException {
    List<Step> steps = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                Sql.of("expired_rows", "before", Sql.literal(announced.raw())))) {
      Instant from = Instant.EPOCH;
      long rows = 0;
      while (row.next()) {
        Instant start = SensorTable.instant(row, 1);
        if (rows >= STEP_ROWS) {
          steps.add(new Step(from, start, rows));
          from = start;
          rows = 0;
        }
        rows += row.getLong(2);
      }
      if (rows > 0) {
        steps.add(new Step(from, announced.raw(), rows));
      }
    }
    return steps;
  }

  /**
   * Deletes raw rows that the rollups hold.
   *
   * @return how many
   */
  public static long delete(Connection connection, Step step) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeLargeUpdate(
          Sql.of(
              "delete_expired_rows",
              "from",
              Sql.literal(step.from()),
              "to",
              Sql.literal(step.to())));
    }
  }

  /**
   * Deletes sums and sketches.
   *
   * @return how many rows
   */
  public static long deleteRollups(Connection connection, Expiry announced) throws SQLException {
    long rows = 0;
    try (Statement statement = connection.createStatement()) {
      for (Rollup rollup : Rollup.values()) {
        for (String table : rollup.tables()) {
          rows +=
              statement.executeLargeUpdate(
                  "DELETE FROM " + table + " WHERE slot < " + Sql.literal(announced.rollups()));
        }
      }
      String before = " WHERE slot < " + Sql.literal(announced.rollups());
      rows += statement.executeLargeUpdate("DELETE FROM " + SourceSketches.DAYS + before);
      rows += statement.executeLargeUpdate("DELETE FROM " + SourceSketches.MONTHS + before);
      statement.execute("DELETE FROM sketched_months" + before);
    }
    return rows;
  }
}
