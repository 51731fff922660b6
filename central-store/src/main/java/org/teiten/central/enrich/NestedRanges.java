// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Makes disjoint ranges of nested ones: databases list a large block and then smaller ones within
 * it, and the later, smaller one holds. Ranges come in ascending order of their first address.
 * Addresses are two longs, unsigned, of IPv4 the upper one 0.
 */
final class NestedRanges {
  /** Takes disjoint ranges in ascending order. */
  interface Sink {
    void append(long firstHigh, long firstLow, long lastHigh, long lastLow, int number);
  }

  private record Open(long lastHigh, long lastLow, int number) {}

  private final Sink sink;
  private final Deque<Open> open = new ArrayDeque<>();
  private long nextHigh;
  private long nextLow;
  private boolean atEnd;

  NestedRanges(Sink sink) {
    this.sink = sink;
  }

  /**
   * Takes a range.
   *
   * @param number its value, 0 for none
   * @throws IllegalArgumentException if it begins before the one before it, or ends before it
   *     begins
   */
  void append(long firstHigh, long firstLow, long lastHigh, long lastLow, int number) {
    if (compare(firstHigh, firstLow, lastHigh, lastLow) > 0) {
      throw new IllegalArgumentException("range ends before it begins");
    }
    closeBefore(firstHigh, firstLow);
    if (compare(firstHigh, firstLow, nextHigh, nextLow) < 0 || atEnd) {
      throw new IllegalArgumentException("range begins before the one before it");
    }
    Open around = open.peek();
    if (around != null && compare(nextHigh, nextLow, firstHigh, firstLow) < 0) {
      // one less than the first address
      long low = firstLow - 1;
      long high = firstLow == 0 ? firstHigh - 1 : firstHigh;
      emit(high, low, around.number());
    }
    nextHigh = firstHigh;
    nextLow = firstLow;
    open.push(new Open(lastHigh, lastLow, number));
  }

  /** Ends: what is still open is passed on. */
  void finish() {
    while (!open.isEmpty()) {
      close(open.pop());
    }
  }

  private void closeBefore(long high, long low) {
    while (!open.isEmpty()
        && compare(open.peek().lastHigh(), open.peek().lastLow(), high, low) < 0) {
      close(open.pop());
    }
  }

  private void close(Open range) {
    if (!atEnd && compare(nextHigh, nextLow, range.lastHigh(), range.lastLow()) <= 0) {
      emit(range.lastHigh(), range.lastLow(), range.number());
      nextLow = range.lastLow() + 1;
      nextHigh = nextLow == 0 ? range.lastHigh() + 1 : range.lastHigh();
      atEnd = nextLow == 0 && nextHigh == 0;
    }
  }

  private void emit(long lastHigh, long lastLow, int number) {
    if (number != 0) {
      sink.append(nextHigh, nextLow, lastHigh, lastLow, number);
    }
  }

  private static int compare(long aHigh, long aLow, long bHigh, long bLow) {
    int c = Long.compareUnsigned(aHigh, bHigh);
    return c != 0 ? c : Long.compareUnsigned(aLow, bLow);
  }
}
