// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.duckdb.DuckDBConnection;

/**
 * Keeps the rollups up with the ledger. Batches are numbered in the order of their commits, and the
 * rollups hold each one up to a number that changes in the same transaction as they do: whatever
 * happens, a batch is in the rollups or read from its raw rows, never both. It has a connection of
 * its own, beside the writer's. One thread.
 *
 * <p>Design note: they are not written with each batch, for a live batch holds one minute, and sums
 * by the hour of single minutes would be as many rows as came in. Days and months get the sums of a
 * step added, and are written anew with one row a key once what was added is as much as what was
 * there: writing them anew each time would cost a step the more, the more sensors there are.
 */
public final class Rollups implements AutoCloseable {
  private static final long STEP_ROWS = 1_000_000;

  private final DuckDBConnection connection;
  private final SourceSketches sketches;
  private final Map<String, Added> added = new HashMap<>();

  /** What a table got since its slots were written anew; not known of an earlier process. */
  private static final class Added {
    private long rows = Long.MAX_VALUE / 4;
    private final Set<String> slots = new TreeSet<>();
  }

  public Rollups(FlowStore store) throws SQLException {
    connection = store.duplicate();
    connection.setAutoCommit(false);
    sketches = new SourceSketches(connection);
  }

  /** Rows of batches that are not in the rollups yet. */
  public long pending() throws SQLException {
    long rows = pending(connection);
    connection.commit();
    return rows;
  }

  static long pending(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(sum(rows), 0) FROM intervals"
                    + " WHERE batch > (SELECT batch FROM rolled_up)")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Adds every batch. */
  public void catchUp() throws SQLException {
    while (step() > 0) {
      // Each step is a transaction.
    }
    while (settle()) {
      // So is each of these.
    }
  }

  /**
   * Adds the next batches, some million rows, in a transaction.
   *
   * @return how many rows; 0 if there were none
   */
  public long step() throws SQLException {
    return inTransaction(this::addNext);
  }

  /**
   * Does, in a transaction, a part of what steps leave to later ones, where none follows. Without
   * it some questions are slower.
   *
   * @return whether there was any
   */
  public boolean settle() throws SQLException {
    return inTransaction(sketches::settle);
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) throws SQLException {
    try {
      T result = work.run();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      added.clear();
      rollback(e);
      throw e;
    }
  }

  private long addNext() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long after;
      try (ResultSet row = statement.executeQuery("SELECT batch FROM rolled_up")) {
        row.next();
        after = row.getLong(1);
      }
      Step step = next(statement);
      if (step.rows() > 0) {
        for (Rollup rollup : Rollup.values()) {
          add(statement, rollup, after, step.upTo());
        }
        sketches.add(after, step.upTo());
        statement.execute(ObservedRuns.addition(Long.toString(after), Long.toString(step.upTo())));
        statement.execute("UPDATE rolled_up SET batch = " + step.upTo());
      }
      return step.rows();
    }
  }

  private void rollback(Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // Of a commit that failed there is nothing left to roll back.
      cause.addSuppressed(e);
    }
  }

  private record Step(long upTo, long rows) {}

  private static Step next(Statement statement) throws SQLException {
    long upTo = 0;
    long rows = 0;
    try (ResultSet row =
        statement.executeQuery(
            "SELECT batch, sum(rows)::BIGINT FROM intervals"
                + " WHERE batch > (SELECT batch FROM rolled_up) GROUP BY batch ORDER BY batch")) {
      while (rows < STEP_ROWS && row.next()) {
        upTo = row.getLong(1);
        rows += row.getLong(2);
      }
    }
    return new Step(upTo, rows);
  }

  private void add(Statement statement, Rollup rollup, long after, long upTo) throws SQLException {
    Slot smaller = null;
    int smallerSlots = 0;
    statement.execute(rollup.summing(after, upTo));
    for (Slot slot : rollup.slots()) {
      List<String> begins = begins(statement, smaller == null ? slot : smaller, slot);
      if (smaller != null) {
        statement.execute(rollup.coarsening(smaller, slot, begins.size() < smallerSlots));
        statement.execute("DROP TABLE " + Rollup.rolling(smaller));
      }
      long rows = statement.executeLargeUpdate(rollup.addition(slot));
      if (smaller != null) {
        mergeWhereItPays(statement, rollup, slot, rows, begins);
      }
      smaller = slot;
      smallerSlots = begins.size();
    }
    statement.execute("DROP TABLE " + Rollup.rolling(smaller));
  }

  private void mergeWhereItPays(
      Statement statement, Rollup rollup, Slot slot, long rows, List<String> begins)
      throws SQLException {
    Added table = added.computeIfAbsent(rollup.table(slot), name -> new Added());
    table.rows += rows;
    table.slots.addAll(begins);
    if (table.rows >= rowsOf(statement, rollup.table(slot), table.slots) / 2) {
      statement.execute(rollup.merging(slot, table.slots));
      table.rows = 0;
      table.slots.clear();
    }
  }

  /** Begins of the slots in what a step adds to slots of that size or smaller ones, as literals. */
  private static List<String> begins(Statement statement, Slot rolling, Slot slot)
      throws SQLException {
    List<String> begins = new ArrayList<>();
    try (ResultSet row =
        statement.executeQuery(
            "SELECT DISTINCT date_trunc('"
                + slot.label()
                + "', slot)::TIMESTAMP FROM "
                + Rollup.rolling(rolling))) {
      while (row.next()) {
        begins.add(Sql.literal(SensorTable.instant(row, 1)));
      }
    }
    return begins;
  }

  private static long rowsOf(Statement statement, String table, Set<String> slots)
      throws SQLException {
    if (slots.isEmpty()) {
      return Long.MAX_VALUE;
    }
    try (ResultSet row =
        statement.executeQuery(
            "SELECT count(*) FROM "
                + table
                + " WHERE slot IN ("
                + String.join(", ", slots)
                + ")")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
