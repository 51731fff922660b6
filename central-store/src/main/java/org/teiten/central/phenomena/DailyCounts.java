// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/**
 * Packets and distinct sources, day by day.
 *
 * @param packets per day, from the first day of the observations on
 * @param sources distinct sources per day
 */
@SuppressWarnings("ArrayRecordComponent")
public record DailyCounts(double[] packets, double[] sources) {
  /** All zero over so many days. */
  public static DailyCounts ofDays(int days) {
    return new DailyCounts(new double[days], new double[days]);
  }

  void add(int day, double morePackets, double moreSources) {
    packets[day] += morePackets;
    sources[day] += moreSources;
  }

  void addAll(DailyCounts other) {
    for (int day = 0; day < packets.length; day++) {
      add(day, other.packets[day], other.sources[day]);
    }
  }

  double totalPackets() {
    double total = 0;
    for (double day : packets) {
      total += day;
    }
    return total;
  }
}
