// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import org.teiten.capture.classify.ClassifiedPacket;
import org.teiten.capture.classify.FingerprintRules;
import org.teiten.flowtuple.TrafficType;

/**
 * Rows without source, by IP version, protocol, port, type and fingerprint: what does not fit into
 * the table any more. Bounded as well: past {@code maxKeys}, packets go to the one row of their
 * version and type that names no port and no fingerprint, which always has a place. So does what
 * has no port anyway: later fragments and other protocols, by protocol.
 */
final class FoldedRows {
  private static final TrafficType[] TYPES = TrafficType.values();
  private static final int PROTOCOLS = 256;

  /** For two versions: one row of each type, and one of each protocol without ports. */
  static final int FIXED_ROWS = 2 * (TYPES.length + 2 * PROTOCOLS);

  private final KeyHash hash;
  private final int maxKeys;
  private final RowStore rows;
  private final RowIndex index;
  private final SourceCounter sources;
  private final int[] fixed = new int[FIXED_ROWS];
  private int keys;

  FoldedRows(int maxKeys, KeyHash hash) {
    this.hash = hash;
    this.maxKeys = maxKeys;
    rows = new RowStore(maxKeys + FIXED_ROWS);
    index = new RowIndex(rows, maxKeys);
    sources = new SourceCounter(maxKeys + FIXED_ROWS);
  }

  static long memoryBytes(int maxKeys) {
    long rows = maxKeys + (long) FIXED_ROWS;
    return rows * (RowStore.WORDS * Long.BYTES + SourceCounter.REGISTERS)
        + RowIndex.length(maxKeys) * (long) Integer.BYTES
        + FIXED_ROWS * (long) Integer.BYTES;
  }

  RowStore rows() {
    return rows;
  }

  SourceCounter sources() {
    return sources;
  }

  void clear() {
    if (rows.count() > 0) {
      index.clear(hash);
      rows.clear();
      keys = 0;
      java.util.Arrays.fill(fixed, 0);
    }
  }

  void add(long key, ClassifiedPacket packet, long micros, long destinationHash) {
    int row = row(key, packet, micros, destinationHash);
    sources.add(row, packet.sourceHigh(), packet.sourceLow());
  }

  private int row(long key, ClassifiedPacket packet, long micros, long destinationHash) {
    if (packet.number() < 0) {
      return fixedRow(key, byProtocol(packet), packet, micros, destinationHash);
    }
    long h = hash.hash(key, 0, 0);
    int found = index.find(h, key, 0, 0);
    if (found >= 0) {
      rows.add(found, packet, micros, destinationHash);
      return found;
    }
    if (found != RowIndex.NO_PLACE && keys < maxKeys) {
      int row = append(key, packet, micros, destinationHash);
      index.put(found, h, row);
      keys++;
      return row;
    }
    long withoutPort =
        RowKey.of(
            packet.ipVersion(), packet.protocol(), -1, packet.trafficType(), FingerprintRules.NONE);
    return fixedRow(withoutPort, byType(packet), packet, micros, destinationHash);
  }

  private int fixedRow(
      long key, int place, ClassifiedPacket packet, long micros, long destinationHash) {
    int row = fixed[place] - 1;
    if (row >= 0) {
      rows.add(row, packet, micros, destinationHash);
      return row;
    }
    row = append(key, packet, micros, destinationHash);
    fixed[place] = row + 1;
    return row;
  }

  private int append(long key, ClassifiedPacket packet, long micros, long destinationHash) {
    int row = rows.append(key, 0, 0, packet, micros, destinationHash);
    sources.clear(row);
    return row;
  }

  private static int byType(ClassifiedPacket packet) {
    return (packet.ipVersion() == 6 ? FIXED_ROWS / 2 : 0) + packet.trafficType().ordinal();
  }

  private static int byProtocol(ClassifiedPacket packet) {
    int fragments = packet.trafficType() == TrafficType.FRAGMENT ? PROTOCOLS : 0;
    return (packet.ipVersion() == 6 ? FIXED_ROWS / 2 : 0)
        + TYPES.length
        + fragments
        + packet.protocol();
  }
}
