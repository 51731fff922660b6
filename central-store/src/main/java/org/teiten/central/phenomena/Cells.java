// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The non-zero days of one series by country or by sensor: 16 bytes each, spread when needed. */
final class Cells {
  private static final int WIDTH = 4;
  private int[] entries = new int[16 * WIDTH];
  private int size;
  private long packets;

  void add(int day, int value, int cellPackets, int cellSources) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, Math.multiplyExact(size, 2));
    }
    entries[size] = day;
    entries[size + 1] = value;
    entries[size + 2] = cellPackets;
    entries[size + 3] = cellSources;
    size += WIDTH;
    packets += cellPackets;
  }

  long packets() {
    return packets;
  }

  Map<Integer, DailyCounts> byValue(int days) {
    Map<Integer, DailyCounts> byValue = new HashMap<>();
    for (int at = 0; at < size; at += WIDTH) {
      byValue
          .computeIfAbsent(entries[at + 1], value -> DailyCounts.ofDays(days))
          .add(entries[at], entries[at + 2], entries[at + 3]);
    }
    return byValue;
  }
}
