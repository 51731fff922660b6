// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which time was already stated as observed, so that no instant is stated twice, whatever the clock
 * or a capture does. Not on the path of packets.
 */
final class CoveredTime {
  private static final int MAX_SPANS = 65_536;

  private final TreeMap<Long, Long> spans = new TreeMap<>();
  private long freeFrom;
  private long freeTo;

  /** Finds the longest part of a span that was not stated yet; of length 0 if there is none. */
  void clip(long from, long to) {
    freeFrom = from;
    freeTo = from;
    long at = from;
    Map.Entry<Long, Long> before = spans.floorEntry(from);
    if (before != null) {
      at = Math.max(at, before.getValue());
    }
    for (Map.Entry<Long, Long> span : spans.subMap(from, false, to, false).entrySet()) {
      keepLonger(at, span.getKey());
      at = Math.max(at, span.getValue());
    }
    keepLonger(at, to);
  }

  private void keepLonger(long from, long to) {
    if (to - from > freeTo - freeFrom) {
      freeFrom = from;
      freeTo = to;
    }
  }

  /** Where the part found by {@link #clip} begins. */
  long freeFrom() {
    return freeFrom;
  }

  long freeTo() {
    return freeTo;
  }

  /** Marks a span, found by {@link #clip}, as stated. */
  void state(long from, long to) {
    if (from == to) {
      return;
    }
    long first = from;
    long last = to;
    Map.Entry<Long, Long> before = spans.floorEntry(from);
    if (before != null && before.getValue() >= from) {
      first = before.getKey();
    }
    Long after = spans.remove(to);
    if (after != null) {
      last = after;
    }
    spans.put(first, last);
    if (spans.size() > MAX_SPANS) {
      joinFirstTwo();
    }
  }

  /** Forgets a gap: that time will then not be claimed, which errs on the safe side. */
  private void joinFirstTwo() {
    Map.Entry<Long, Long> first = spans.pollFirstEntry();
    Map.Entry<Long, Long> second = spans.pollFirstEntry();
    spans.put(first.getKey(), Math.max(first.getValue(), second.getValue()));
  }
}
