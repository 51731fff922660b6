// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import java.util.List;
import org.teiten.flowtuple.FlowTuple;

/** Adds up rows of one key from several tables, as if one had taken all their packets. */
final class RowSum {
  private RowSum() {}

  /**
   * The sum.
   *
   * @param first the row with the first packet, with the sources of all
   * @param rows all of them, that one too
   */
  static FlowTuple of(FlowTuple first, List<RowCursor> rows) {
    long packets = 0;
    long bytes = 0;
    long last = first.lastMicros();
    int tcpFlags = 0;
    int qualityMarks = 0;
    long[] destinations = new long[2];
    for (RowCursor cursor : rows) {
      RowStore store = cursor.rows();
      int row = cursor.row();
      packets += store.packets(row);
      bytes += store.bytes(row);
      last = Math.max(last, store.last(row));
      tcpFlags |= store.tcpFlags(row);
      qualityMarks |= store.qualityMarks(row);
      store.joinDestinations(row, destinations);
    }
    return new FlowTuple(
        first.intervalStart(),
        first.part(),
        first.ipVersion(),
        first.sourceHigh(),
        first.sourceLow(),
        first.folded(),
        first.protocol(),
        first.port(),
        first.icmpType(),
        first.icmpCode(),
        first.trafficType(),
        first.fingerprint(),
        packets,
        bytes,
        DestinationCounter.count(destinations[0], destinations[1]),
        DestinationCounter.isEstimate(destinations[0]),
        first.sources(),
        first.sourcesSketch(),
        first.firstMicros(),
        last,
        first.otherPort(),
        first.ttl(),
        first.stackSignature(),
        tcpFlags,
        qualityMarks,
        first.quotedVersion(),
        first.quotedHigh(),
        first.quotedLow(),
        first.quotedProtocol(),
        first.quotedPort());
  }
}
