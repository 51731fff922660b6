// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/**
 * What was deleted, or is about to be. Questions that need it are refused: an answer without it
 * would be a wrong zero.
 *
 * @param raw raw rows of intervals that begin before are gone; midnight UTC, {@link Instant#EPOCH}
 *     where none are
 * @param rollups sums of slots that begin before are gone; the first of a month, UTC
 * @param networks of days before, the sources of networks were never sketched: their rows were gone
 *     when sketches of them were new
 */
public record Expiry(Instant raw, Instant rollups, Instant networks) {
  /** Nothing. */
  public static final Expiry NONE = new Expiry(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);

  /** As the store has it. */
  public static Expiry of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT raw, rollups, networks FROM expired")) {
      row.next();
      return new Expiry(
          SensorTable.instant(row, 1), SensorTable.instant(row, 2), SensorTable.instant(row, 3));
    }
  }

  /** Whether raw rows at an instant are gone. */
  public boolean raw(Instant at) {
    return at.isBefore(raw);
  }

  /** From when on there are sketches of a key's sources. */
  Instant sketches(RankKey<?> key) {
    return key.label().equals(RankKey.NETWORKS.label()) && networks.isAfter(rollups)
        ? networks
        : rollups;
  }

  /**
   * Demands the raw rows from an instant on.
   *
   * @param what that needs them, as the subject of a sentence
   * @throws ExpiredRowsException if they are gone
   */
  public void requireRaw(Instant from, String what) {
    if (raw(from)) {
      throw new ExpiredRowsException(
          what
              + " from "
              + from
              + " on cannot be told any more: raw rows end at "
              + raw
              + " (retention.raw). What remains of the time before are sums by port, country, network,"
              + " sensor or fingerprint alone, of days in UTC or a zone whole hours from it; or ask"
              + " for a later time");
    }
  }

  /**
   * Demands the sums from an instant on.
   *
   * @throws ExpiredRowsException if they are gone
   */
  void requireRollups(Instant from) {
    if (from.isBefore(rollups)) {
      throw new ExpiredRowsException(
          "packets from "
              + from
              + " on cannot be told any more: sums end at "
              + rollups
              + " (retention.rollups); ask for a later time");
    }
  }
}
