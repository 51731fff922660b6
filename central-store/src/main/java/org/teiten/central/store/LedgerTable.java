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

/** The ledger of batches, and what the centre must remember of them at its start. */
public final class LedgerTable {
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  /** An epoch: its number in the store, its sensor, its name and kind. */
  public record Epoch(int number, int sensor, String name, String kind) {}

  /** Sequences of an epoch, both ends included. */
  public record Sequences(int epoch, long first, long last) {}

  /** Time that a sensor observed, microseconds since 1970. */
  public record Span(int sensor, long fromMicros, long toMicros) {}

  /** A batch that counts. */
  public record Entry(
      long batch,
      int epoch,
      long sequence,
      String digest,
      Instant received,
      int intervals,
      int overlapping,
      long rows,
      long packets,
      String software) {}

  private LedgerTable() {}

  public static List<Epoch> epochs(Connection connection) throws SQLException {
    List<Epoch> epochs = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT epoch, sensor, name, kind FROM epochs ORDER BY epoch")) {
      while (rows.next()) {
        epochs.add(new Epoch(rows.getInt(1), rows.getInt(2), rows.getString(3), rows.getString(4)));
      }
    }
    return epochs;
  }

  public static void insertEpoch(Connection connection, Epoch epoch) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO epochs VALUES ($1, $2, $3, $4)")) {
      insert.setInt(1, epoch.number());
      insert.setInt(2, epoch.sensor());
      insert.setString(3, epoch.name());
      insert.setString(4, epoch.kind());
      insert.executeUpdate();
    }
  }

  /** Every sequence that was ever received. */
  public static List<Sequences> knownSequences(Connection connection) throws SQLException {
    List<Sequences> known = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(Sql.of("known_sequences"))) {
      query.setObject(1, SensorTable.utc(NEVER));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          known.add(new Sequences(rows.getInt(1), rows.getLong(2), rows.getLong(3)));
        }
      }
    }
    return known;
  }

  /** All time that counted intervals cover, merged. */
  public static List<Span> observedSpans(Connection connection) throws SQLException {
    List<Span> spans = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(Sql.of("observed_spans"))) {
      while (rows.next()) {
        spans.add(new Span(rows.getInt(1), rows.getLong(2), rows.getLong(3)));
      }
    }
    return spans;
  }

  /** The digest of a batch, null once only its sequence is remembered. */
  public static String digest(Connection connection, int epoch, long sequence) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(Sql.of("batch_digest"))) {
      query.setInt(1, epoch);
      query.setLong(2, sequence);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  /** The largest number that a batch has, 0 if there is none. */
  public static long lastBatch(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT coalesce(max(batch), 0) FROM intervals")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  public static void insert(Connection connection, Entry entry) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO batches VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")) {
      insert.setLong(1, entry.batch());
      insert.setInt(2, entry.epoch());
      insert.setLong(3, entry.sequence());
      insert.setString(4, entry.digest());
      insert.setObject(5, SensorTable.utc(entry.received()));
      insert.setInt(6, entry.intervals());
      insert.setInt(7, entry.overlapping());
      insert.setLong(8, entry.rows());
      insert.setLong(9, entry.packets());
      insert.setString(10, entry.software());
      insert.executeUpdate();
    }
  }

  /** Keeps of batches received before then only their sequences; in the caller's transaction. */
  public static void forgetDigests(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement ranges =
            connection.prepareStatement(
                "CREATE OR REPLACE TEMP TABLE remembered AS " + Sql.of("known_sequences"));
        Statement statement = connection.createStatement();
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM batches WHERE received < $1")) {
      ranges.setObject(1, SensorTable.utc(before));
      ranges.execute();
      statement.execute("DELETE FROM old_batches");
      statement.execute("INSERT INTO old_batches SELECT epoch, first, last FROM remembered");
      delete.setObject(1, SensorTable.utc(before));
      delete.executeUpdate();
      statement.execute("DROP TABLE remembered");
    }
  }
}
