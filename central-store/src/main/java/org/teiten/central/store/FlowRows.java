// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.teiten.flowtuple.FlowTuple;

/**
 * Appends FlowTuples. Begin the transaction with a statement: an appender that writes before one is
 * outside of it.
 */
public final class FlowRows implements AutoCloseable {
  private final DuckDBAppender appender;

  FlowRows(DuckDBConnection connection) throws SQLException {
    appender = connection.createAppender("flows");
  }

  /**
   * Appends one.
   *
   * @param signature the text of its stack signature, null if it has none
   * @param country of its source, or the word that stands for none
   * @param asn of its source as an unsigned number, 0 if none is known
   */
  public void append(
      long batch,
      int sensor,
      boolean overlap,
      FlowTuple row,
      String signature,
      String country,
      int asn)
      throws SQLException {
    appender
        .beginRow()
        .append(batch)
        .append(sensor)
        .appendEpochMicros(row.intervalStart() * 1_000_000)
        .append(row.part())
        .append(overlap)
        .append((byte) row.ipVersion());
    address(row.folded() ? 0 : row.ipVersion(), row.sourceHigh(), row.sourceLow());
    appender.append((byte) row.protocol());
    number(row.port());
    octet(row.icmpType());
    octet(row.icmpCode());
    appender
        .append(row.trafficClass().label())
        .append(row.trafficType().label())
        .append(row.fingerprint().label())
        .append(row.packets())
        .append(row.bytes())
        .append(row.destinations())
        .append(row.destinationsEstimated())
        .append(row.folded())
        .append(row.sources());
    if (row.sourcesSketch() == null) {
      appender.appendNull();
    } else {
      appender.append(row.sourcesSketch().image());
    }
    appender.appendEpochMicros(row.firstMicros()).appendEpochMicros(row.lastMicros());
    number(row.otherPort());
    appender.append((byte) row.ttl());
    if (signature == null) {
      appender.appendNull();
    } else {
      appender.append(signature);
    }
    appender.append(row.tcpFlags()).append(row.qualityMarks());
    address(row.quotedVersion(), row.quotedHigh(), row.quotedLow());
    octet(row.quotedProtocol());
    number(row.quotedPort());
    appender.append(country).append(asn).endRow();
  }

  private void address(int ipVersion, long high, long low) throws SQLException {
    if (ipVersion == 4) {
      appender.append((int) low).appendNull();
    } else if (ipVersion == 6) {
      appender.appendNull().appendHugeInt(low, high);
    } else {
      appender.appendNull().appendNull();
    }
  }

  private void number(int value) throws SQLException {
    if (value < 0) {
      appender.appendNull();
    } else {
      appender.append(value);
    }
  }

  private void octet(int value) throws SQLException {
    if (value < 0) {
      appender.appendNull();
    } else {
      appender.append((byte) value);
    }
  }

  @Override
  public void close() throws SQLException {
    appender.close();
  }
}
