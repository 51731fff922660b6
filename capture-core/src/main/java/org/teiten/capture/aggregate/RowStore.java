// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import org.teiten.capture.classify.ClassifiedPacket;

/**
 * Rows side by side in one array, filled from the front; nothing is cleared but by taking it anew.
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

  private final long[] words;
  private int count;

  RowStore(int capacity) {
    words = new long[Math.multiplyExact(capacity, WORDS)];
  }

  int count() {
    return count;
  }

  void clear() {
    count = 0;
  }

  boolean matches(int row, long key, long sourceHigh, long sourceLow) {
    int at = row * WORDS;
    return words[at + SOURCE_LOW] == sourceLow
        && words[at + KEY] == key
        && words[at + SOURCE_HIGH] == sourceHigh;
  }

  /** Reads the first and the last word that a packet changes, which lie on different lines. */
  long fetch(int row) {
    int at = row * WORDS;
    return words[at + KEY] ^ words[at + DESTINATIONS + 1];
  }

  /** Takes the next row for a packet; there must be one. */
  int append(
      long key,
      long sourceHigh,
      long sourceLow,
      ClassifiedPacket packet,
      long micros,
      long destinationHash) {
    int at = count * WORDS;
    long[] w = words;
    w[at + KEY] = key;
    w[at + SOURCE_LOW] = sourceLow;
    w[at + SOURCE_HIGH] = sourceHigh;
    w[at + PACKETS] = 1;
    w[at + BYTES] = packet.bytes();
    w[at + FIRST] = micros;
    w[at + LAST] = micros;
    w[at + ATTRIBUTES] =
        packet.qualityMarks()
            | ((long) packet.tcpFlags() << FLAGS_SHIFT)
            | ((long) packet.ttl() << TTL_SHIFT)
            | ((packet.otherPort() + 1L) << OTHER_PORT_SHIFT)
            | ((long) packet.stackSignature() << SIGNATURE_SHIFT);
    w[at + DESTINATIONS] = destinationHash;
    w[at + DESTINATIONS + 1] = 0;
    w[at + QUOTED_HIGH] = packet.quotedHigh();
    w[at + QUOTED_LOW] = packet.quotedLow();
    w[at + QUOTED] =
        packet.quotedVersion()
            | ((packet.quotedProtocol() + 1L) << 8)
            | ((packet.quotedPort() + 1L) << 24);
    return count++;
  }

  /** Adds a packet to a row. */
  void add(int row, ClassifiedPacket packet, long micros, long destinationHash) {
    int at = row * WORDS;
    long[] w = words;
    w[at + PACKETS]++;
    w[at + BYTES] += packet.bytes();
    if (micros > w[at + LAST]) {
      w[at + LAST] = micros;
    } else if (micros < w[at + FIRST]) {
      w[at + FIRST] = micros;
    }
    w[at + ATTRIBUTES] |= packet.qualityMarks() | ((long) packet.tcpFlags() << FLAGS_SHIFT);
    DestinationCounter.add(w, at + DESTINATIONS, destinationHash);
  }

  long key(int row) {
    return words[row * WORDS + KEY];
  }

  long sourceHigh(int row) {
    return words[row * WORDS + SOURCE_HIGH];
  }

  long sourceLow(int row) {
    return words[row * WORDS + SOURCE_LOW];
  }

  long packets(int row) {
    return words[row * WORDS + PACKETS];
  }

  long bytes(int row) {
    return words[row * WORDS + BYTES];
  }

  long first(int row) {
    return words[row * WORDS + FIRST];
  }

  long last(int row) {
    return words[row * WORDS + LAST];
  }

  int otherPort(int row) {
    return (int) ((words[row * WORDS + ATTRIBUTES] >>> OTHER_PORT_SHIFT) & 0x1_ffff) - 1;
  }

  int ttl(int row) {
    return (int) ((words[row * WORDS + ATTRIBUTES] >>> TTL_SHIFT) & 0xff);
  }

  int stackSignature(int row) {
    return (int) ((words[row * WORDS + ATTRIBUTES] >>> SIGNATURE_SHIFT) & 0x1fff);
  }

  int tcpFlags(int row) {
    return (int) ((words[row * WORDS + ATTRIBUTES] >>> FLAGS_SHIFT) & 0xff);
  }

  int qualityMarks(int row) {
    return (int) (words[row * WORDS + ATTRIBUTES] & 0xffff);
  }

  long destinations(int row) {
    int at = row * WORDS + DESTINATIONS;
    return DestinationCounter.count(words[at], words[at + 1]);
  }

  /** Joins a row's destinations, of the same hash key, into two words. */
  void joinDestinations(int row, long[] into) {
    int at = row * WORDS + DESTINATIONS;
    DestinationCounter.join(into, words[at], words[at + 1]);
  }

  boolean destinationsEstimated(int row) {
    return DestinationCounter.isEstimate(words[row * WORDS + DESTINATIONS]);
  }

  int quotedVersion(int row) {
    return (int) (words[row * WORDS + QUOTED] & 0xff);
  }

  long quotedHigh(int row) {
    return words[row * WORDS + QUOTED_HIGH];
  }

  long quotedLow(int row) {
    return words[row * WORDS + QUOTED_LOW];
  }

  int quotedProtocol(int row) {
    return (int) ((words[row * WORDS + QUOTED] >>> 8) & 0xffff) - 1;
  }

  int quotedPort(int row) {
    return (int) (words[row * WORDS + QUOTED] >>> 24) - 1;
  }
}
