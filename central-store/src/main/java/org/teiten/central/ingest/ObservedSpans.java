// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.util.Map;
import java.util.TreeMap;

/**
 * The time that a sensor's counted intervals cover: closed spans in microseconds, those that touch
 * merged into one. A span may be a single instant: a capture of one packet. One thread.
 */
final class ObservedSpans {
  private final TreeMap<Long, Long> spans = new TreeMap<>();

  /**
   * Whether a span shares more than an end point with what is covered. Two equal instants do: the
   * same packet, observed twice.
   */
  boolean intersects(long from, long to) {
    if (from == to) {
      Map.Entry<Long, Long> floor = spans.floorEntry(from);
      return floor != null
          && (floor.getKey() < from ? floor.getValue() > from : floor.getValue() == from);
    }
    Map.Entry<Long, Long> below = spans.lowerEntry(to);
    if (below == null) {
      return false;
    }
    // The last span that begins before our end: it reaches in, or it is an instant within.
    return below.getValue() > from;
  }

  void add(long from, long to) {
    long a = from;
    long b = to;
    Map.Entry<Long, Long> floor = spans.floorEntry(a);
    if (floor != null && floor.getValue() >= a) {
      a = floor.getKey();
      b = Math.max(b, floor.getValue());
    }
    for (Map.Entry<Long, Long> next = spans.ceilingEntry(a);
        next != null && next.getKey() <= b;
        next = spans.ceilingEntry(a)) {
      b = Math.max(b, next.getValue());
      spans.remove(next.getKey());
    }
    spans.put(a, b);
  }

  void addAll(ObservedSpans other) {
    other.spans.forEach(this::add);
  }

  int spanCount() {
    return spans.size();
  }
}
