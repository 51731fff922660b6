// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.score;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.teiten.central.phenomena.Breakdowns;
import org.teiten.central.phenomena.Series;

/** Packets by day, series, country and one more value. */
final class DetailCells {
  private static final int WIDTH = 4;
  private int[] entries = new int[1 << 16];
  private int size;

  void add(int day, int seriesAndCountry, int value, int packets) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, Math.multiplyExact(size, 2));
    }
    entries[size] = day;
    entries[size + 1] = seriesAndCountry;
    entries[size + 2] = value;
    entries[size + 3] = packets;
    size += WIDTH;
  }

  Map<Breakdowns.Key, double[]> of(
      Set<Series> asked,
      List<Series> series,
      List<String> countries,
      IntFunction<String> valueName,
      int days) {
    Map<Breakdowns.Key, double[]> counts = new HashMap<>();
    for (int at = 0; at < size; at += WIDTH) {
      Series one = series.get(entries[at + 1] / SimulatedCounts.COUNTRIES);
      if (asked.contains(one)) {
        String country = countries.get(entries[at + 1] % SimulatedCounts.COUNTRIES);
        counts
                .computeIfAbsent(
                    new Breakdowns.Key(one, country, valueName.apply(entries[at + 2])),
                    key -> new double[days])[entries[at]] +=
            entries[at + 3];
      }
    }
    return counts;
  }
}
