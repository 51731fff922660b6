// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.util.Map;
import java.util.TreeMap;

/** A set of sequence numbers, small while they are mostly consecutive. One thread. */
final class SequenceRanges {
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  boolean contains(long sequence) {
    Map.Entry<Long, Long> floor = ranges.floorEntry(sequence);
    return floor != null && floor.getValue() >= sequence;
  }

  void add(long first, long last) {
    long from = first;
    long to = last;
    Map.Entry<Long, Long> floor = ranges.floorEntry(from);
    if (floor != null && floor.getValue() >= from - 1) {
      from = floor.getKey();
      to = Math.max(to, floor.getValue());
    }
    for (Map.Entry<Long, Long> next = ranges.ceilingEntry(from);
        next != null && next.getKey() <= to + 1;
        next = ranges.ceilingEntry(from)) {
      to = Math.max(to, next.getValue());
      ranges.remove(next.getKey());
    }
    ranges.put(from, to);
  }

  int rangeCount() {
    return ranges.size();
  }
}
