// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/**
 * What is written together. Its connection belongs to the one writer thread.
 *
 * <p>Design note: with autocommit off, DuckDB's appender writes outside of the transaction until a
 * statement has run in it; {@code kill -9} then leaves rows without their ledger row. Appenders are
 * therefore only to be had after {@link #begin()}, which runs one.
 */
public final class StoreTransaction implements AutoCloseable {
  private final DuckDBConnection connection;
  private IntervalRows intervals;
  private FlowRows flows;

  public StoreTransaction(FlowStore store) throws SQLException {
    connection = store.duplicate();
    connection.setAutoCommit(false);
  }

  /** Begins; ends what was not committed. */
  public void begin() throws SQLException {
    rollback();
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT count(*) FROM store");
    }
  }

  public Connection connection() {
    return connection;
  }

  public IntervalRows intervals() throws SQLException {
    if (intervals == null) {
      intervals = new IntervalRows(connection);
    }
    return intervals;
  }

  public FlowRows flows() throws SQLException {
    if (flows == null) {
      flows = new FlowRows(connection);
    }
    return flows;
  }

  /** Makes it durable; when this returns, kill -9 loses nothing of it. */
  public void commit() throws SQLException {
    closeAppenders();
    connection.commit();
  }

  public void rollback() throws SQLException {
    try {
      closeAppenders();
    } catch (SQLException e) {
      // What it could not append is rolled back below anyway.
      org.slf4j.LoggerFactory.getLogger(StoreTransaction.class)
          .debug("closing an appender before a rollback", e);
    }
    connection.rollback();
  }

  private void closeAppenders() throws SQLException {
    IntervalRows openIntervals = intervals;
    FlowRows openFlows = flows;
    intervals = null;
    flows = null;
    try {
      if (openIntervals != null) {
        openIntervals.close();
      }
    } finally {
      if (openFlows != null) {
        openFlows.close();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    closeAppenders();
    connection.close();
  }
}
