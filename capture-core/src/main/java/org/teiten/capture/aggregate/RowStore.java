// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import org.teiten.capture.classify.ClassifiedPacket;

/**
 * Rows side by side, filled from the front; nothing is cleared but by taking it anew.
 *
 * <pre>
 *   0 key   1 source low   2 source high   3 packets   4 bytes   5 first   6 last
 *   7 of the first packet: other port + 1 (17 bits), TTL (8), stack signature (13);
 *     of all: TCP flags (8), quality marks (16)
 *   8, 9 destinations   10, 11 quoted destination   12 quoted port + 1, protocol + 1, version
 * </pre>
 */
final class RowStore {
  static final int WORDS = 13;

  private static final int KEY = 0;
  private static final int SOURCE_LOW = 1;
  private static final int SOURCE_HIGH = 2;
  private static final int PACKETS = 3;
  private static final int BYTES = 4;
  private static final int FIRST = 5;
  private static final int LAST = 6;
  private static final int ATTRIBUTES = 7;
  private static final int DESTINATIONS = 8;
  private static final int QUOTED_HIGH = 10;
  private static final int QUOTED_LOW = 11;
  private static final int QUOTED = 12;

  private static final int FLAGS_SHIFT = 16;
  private static final int TTL_SHIFT = 24;
  private static final int OTHER_PORT_SHIFT = 32;
  private static final int SIGNATURE_SHIFT = 49;

  private final TableMemory memory;
  private int count;

  RowStore(int capacity) {
    memory = new TableMemory((long) capacity * WORDS * Long.BYTES);
  }

  private long word(int row, int word) {
    return memory.getLong(((long) row * WORDS + word) * Long.BYTES);
  }

  private void put(int row, int word, long value) {
    memory.putLong(((long) row * WORDS + word) * Long.BYTES, value);
  }

  int count() {
    return count;
  }

  void clear() {
    count = 0;
  }

  boolean matches(int row, long key, long sourceHigh, long sourceLow) {
    return word(row, SOURCE_LOW) == sourceLow
        && word(row, KEY) == key
        && word(row, SOURCE_HIGH) == sourceHigh;
  }

  /** Reads the first and the last word that a packet changes, which lie on different lines. */
  long fetch(int row) {
    return word(row, KEY) ^ word(row, DESTINATIONS + 1);
  }

  /** Takes the next row for a packet; there must be one. */
  int append(
      long key,
      long sourceHigh,
      long sourceLow,
      ClassifiedPacket packet,
      long micros,
      long destinationHash) {
    int row = count;
    put(row, KEY, key);
    put(row, SOURCE_LOW, sourceLow);
    put(row, SOURCE_HIGH, sourceHigh);
    put(row, PACKETS, 1);
    put(row, BYTES, packet.bytes());
    put(row, FIRST, micros);
    put(row, LAST, micros);
    put(
        row,
        ATTRIBUTES,
        packet.qualityMarks()
            | ((long) packet.tcpFlags() << FLAGS_SHIFT)
            | ((long) packet.ttl() << TTL_SHIFT)
            | ((packet.otherPort() + 1L) << OTHER_PORT_SHIFT)
            | ((long) packet.stackSignature() << SIGNATURE_SHIFT));
    put(row, DESTINATIONS, destinationHash);
    put(row, DESTINATIONS + 1, 0);
    put(row, QUOTED_HIGH, packet.quotedHigh());
    put(row, QUOTED_LOW, packet.quotedLow());
    put(
        row,
        QUOTED,
        packet.quotedVersion()
            | ((packet.quotedProtocol() + 1L) << 8)
            | ((packet.quotedPort() + 1L) << 24));
    return count++;
  }

  /** Adds a packet to a row. */
  void add(int row, ClassifiedPacket packet, long micros, long destinationHash) {
    put(row, PACKETS, word(row, PACKETS) + 1);
    put(row, BYTES, word(row, BYTES) + packet.bytes());
    if (micros > word(row, LAST)) {
      put(row, LAST, micros);
    } else if (micros < word(row, FIRST)) {
      put(row, FIRST, micros);
    }
    long marks = packet.qualityMarks() | ((long) packet.tcpFlags() << FLAGS_SHIFT);
    put(row, ATTRIBUTES, word(row, ATTRIBUTES) | marks);
    long first = word(row, DESTINATIONS);
    if (first != destinationHash) {
      long second = word(row, DESTINATIONS + 1);
      put(row, DESTINATIONS, DestinationCounter.first(first, second, destinationHash));
      put(row, DESTINATIONS + 1, DestinationCounter.second(first, second, destinationHash));
    }
  }

  long key(int row) {
    return word(row, KEY);
  }

  long sourceHigh(int row) {
    return word(row, SOURCE_HIGH);
  }

  long sourceLow(int row) {
    return word(row, SOURCE_LOW);
  }

  long packets(int row) {
    return word(row, PACKETS);
  }

  long bytes(int row) {
    return word(row, BYTES);
  }

  long first(int row) {
    return word(row, FIRST);
  }

  long last(int row) {
    return word(row, LAST);
  }

  int otherPort(int row) {
    return (int) ((word(row, ATTRIBUTES) >>> OTHER_PORT_SHIFT) & 0x1_ffff) - 1;
  }

  int ttl(int row) {
    return (int) ((word(row, ATTRIBUTES) >>> TTL_SHIFT) & 0xff);
  }

  int stackSignature(int row) {
    return (int) ((word(row, ATTRIBUTES) >>> SIGNATURE_SHIFT) & 0x1fff);
  }

  int tcpFlags(int row) {
    return (int) ((word(row, ATTRIBUTES) >>> FLAGS_SHIFT) & 0xff);
  }

  int qualityMarks(int row) {
    return (int) (word(row, ATTRIBUTES) & 0xffff);
  }

  long destinations(int row) {
    return DestinationCounter.count(word(row, DESTINATIONS), word(row, DESTINATIONS + 1));
  }

  /** Joins a row's destinations, of the same hash key, into two words. */
  void joinDestinations(int row, long[] into) {
    DestinationCounter.join(into, word(row, DESTINATIONS), word(row, DESTINATIONS + 1));
  }

  boolean destinationsEstimated(int row) {
    return DestinationCounter.isEstimate(word(row, DESTINATIONS));
  }

  int quotedVersion(int row) {
    return (int) (word(row, QUOTED) & 0xff);
  }

  long quotedHigh(int row) {
    return word(row, QUOTED_HIGH);
  }

  long quotedLow(int row) {
    return word(row, QUOTED_LOW);
  }

  int quotedProtocol(int row) {
    return (int) ((word(row, QUOTED) >>> 8) & 0xffff) - 1;
  }

  int quotedPort(int row) {
    return (int) (word(row, QUOTED) >>> 24) - 1;
  }
}
