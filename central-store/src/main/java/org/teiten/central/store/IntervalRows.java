// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.teiten.flowtuple.CaptureLoss;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.batch.EpochKind;

/**
 * Appends intervals. Begin the transaction with a statement: an appender that writes before one is
 * outside of it.
 */
public final class IntervalRows implements AutoCloseable {
  /** Numbers of the databases that gave an interval its origins, 0 for none. */
  public record Databases(int countryIpv4, int countryIpv6, int asnIpv4, int asnIpv6) {}

  private final DuckDBAppender appender;

  IntervalRows(DuckDBConnection connection) throws SQLException {
    appender = connection.createAppender("intervals");
  }

  /**
   * Appends one.
   *
   * @param firstMicros arrival of its first packet, microseconds since 1970; -1 without packets
   * @param lastMicros arrival of its last packet
   */
  public void append(
      long batch,
      int sensor,
      EpochKind kind,
      IntervalHeader header,
      long firstMicros,
      long lastMicros,
      boolean overlap,
      Databases databases)
      throws SQLException {
    CaptureLoss loss = header.loss();
    appender
        .beginRow()
        .append(batch)
        .append(sensor)
        .append(kind.label())
        .appendEpochMicros(header.interval().startMicros())
        .append(header.interval().lengthSeconds())
        .append(header.part())
        .appendEpochMicros(header.observedFromMicros())
        .appendEpochMicros(header.observedToMicros())
        .append(header.monitoredIpv4())
        .append(header.monitoredIpv6())
        .append(loss.received())
        .append(loss.kernelDropped())
        .append(loss.interfaceDropped())
        .append(loss.ringDropped())
        .append(loss.notIp())
        .append(loss.undecodable().total())
        .append(loss.notMonitored())
        .append(loss.solicited())
        .append(loss.late())
        .append(loss.badTime())
        .append(loss.foldedPackets())
        .append(loss.foldedRows())
        .append(header.classes().scan())
        .append(header.classes().backscatter())
        .append(header.classes().other())
        .append(header.rows())
        .append(header.bytes())
        .append(header.clock().kind().label())
        .append(header.clock().errorMicros());
    if (firstMicros < 0) {
      appender.appendNull().appendNull();
    } else {
      appender.appendEpochMicros(firstMicros).appendEpochMicros(lastMicros);
    }
    appender.append(overlap);
    optional(databases.countryIpv4());
    optional(databases.countryIpv6());
    optional(databases.asnIpv4());
    optional(databases.asnIpv6());
    appender.endRow();
  }

  private void optional(int number) throws SQLException {
    if (number == 0) {
      appender.appendNull();
    } else {
      appender.append(number);
    }
  }

  @Override
  public void close() throws SQLException {
    appender.close();
  }
}
