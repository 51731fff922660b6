// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import org.agrona.concurrent.UnsafeBuffer;
import org.teiten.capture.classify.MonitoredAddresses;
import org.teiten.capture.classify.PacketClassifier;
import org.teiten.capture.decode.HeaderDecoder;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.Interval;

/** Smallest tables with packets in them. */
final class Tables {
  /** UDP from 9.0.0.1 to 192.0.2.1, port 53. */
  private static final byte[] PACKET = {
    0x45,
    0,
    0,
    28,
    0,
    0,
    0,
    0,
    64,
    17,
    0,
    0,
    9,
    0,
    0,
    1,
    (byte) 192,
    0,
    2,
    1,
    4,
    0,
    0,
    53,
    0,
    8,
    0,
    0
  };

  private static final PacketHeaders HEADERS = new PacketHeaders();
  private static final PacketClassifier CLASSIFIER =
      new PacketClassifier(new MonitoredAddresses(java.util.List.of()));
  private static final HeaderDecoder DECODER = new HeaderDecoder(LinkType.IPV4);

  private Tables() {}

  static FlowTupleTable empty() {
    return new FlowTupleTable(1, 1, 1, 2);
  }

  static synchronized void addPacket(FlowTupleTable table) {
    DECODER.decode(HEADERS, new UnsafeBuffer(PACKET), 0, PACKET.length, PACKET.length);
    CLASSIFIER.classify(0, HEADERS, table.next());
    table.add(0);
  }

  /** A table with one packet that another thread has. */
  static FlowTupleTable lent() {
    FlowTupleTable table = empty();
    addPacket(table);
    table.lend();
    return table;
  }

  static ClosedTable closed(FlowTupleTable table) {
    return new ClosedTable(
        table,
        new IntervalHeaders(0, 0, null, () -> ClockState.UNKNOWN)
            .header(new Interval(0, 60), 0, 0, 60_000_000, table));
  }
}
