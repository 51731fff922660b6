// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * How much more or less than the usual one each sensor sees: the median, over the largest keys, of
 * its rate over the median rate of all sensors. One flooded key moves it hardly.
 */
final class SensorLevels {
  private static final int LARGEST = 30;
  private static final double LEAST = 1e-3;

  private SensorLevels() {}

  /**
   * Levels by sensor, 1 where nothing can be said.
   *
   * @param packets by key, each by sensor
   * @param observed address-days by sensor
   */
  static double[] of(Collection<double[]> packets, double[] observed) {
    int sensors = observed.length;
    List<double[]> ratios = new ArrayList<>();
    packets.stream()
        .map(counts -> relative(counts, observed))
        .filter(one -> one.median() > 0)
        .sorted((a, b) -> Double.compare(b.median(), a.median()))
        .limit(LARGEST)
        .forEach(one -> ratios.add(one.ratios()));
    double[] levels = new double[sensors];
    for (int s = 0; s < sensors; s++) {
      int sensor = s;
      double[] own =
          ratios.stream()
              .mapToDouble(r -> r[sensor])
              .filter(r -> !Double.isNaN(r))
              .sorted()
              .toArray();
      levels[s] = own.length == 0 ? 1 : Math.max(LEAST, median(own));
    }
    return levels;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Relative(double median, double[] ratios) {}

  private static Relative relative(double[] packets, double[] observed) {
    double[] rates = new double[packets.length];
    double[] known = new double[packets.length];
    int number = 0;
    for (int s = 0; s < packets.length; s++) {
      rates[s] = observed[s] > 0 ? packets[s] / observed[s] : Double.NaN;
      if (observed[s] > 0) {
        known[number++] = rates[s];
      }
    }
    double[] sorted = Arrays.copyOf(known, number);
    Arrays.sort(sorted);
    double median = number == 0 ? 0 : median(sorted);
    for (int s = 0; s < rates.length; s++) {
      rates[s] /= median;
    }
    return new Relative(median, rates);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
