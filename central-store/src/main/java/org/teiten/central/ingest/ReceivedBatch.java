// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.nio.file.Path;
import java.util.List;
import org.teiten.flowtuple.batch.BatchHeader;

/**
 * A batch in a file of ours that was read to its end and is what it claims.
 *
 * @param file its bytes
 * @param header what it says of itself
 * @param digest SHA-256 of the file, in base 64
 * @param packetTimes of each interval
 */
record ReceivedBatch(Path file, BatchHeader header, String digest, List<PacketTimes> packetTimes) {
  /**
   * Arrival of an interval's first and last packet, microseconds since 1970; -1 without packets.
   */
  record PacketTimes(long firstMicros, long lastMicros) {
    static final PacketTimes NONE = new PacketTimes(-1, -1);

    PacketTimes with(long first, long last) {
      return firstMicros < 0
          ? new PacketTimes(first, last)
          : new PacketTimes(Math.min(firstMicros, first), Math.max(lastMicros, last));
    }
  }

  ReceivedBatch {
    packetTimes = List.copyOf(packetTimes);
  }
}
