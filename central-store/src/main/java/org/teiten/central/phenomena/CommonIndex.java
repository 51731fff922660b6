// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * What all countries of a series do together: their counts over what is usual for each, weighted by
 * precision, and each bounded by what its noise allows. Where countries vary independently this is
 * far steadier than the sum, in which the largest country's noise prevails; and one country's
 * change hardly moves it.
 */
final class CommonIndex {
  private static final double BOUND = 6;
  private static final double SMALL_COUNT = 3;

  private final double[] ratio;
  private final double effective;
  private final double sharedVariance;

  private CommonIndex(double[] ratio, double effective, double sharedVariance) {
    this.ratio = ratio;
    this.effective = effective;
    this.sharedVariance = sharedVariance;
  }

  /**
   * Builds the index.
   *
   * @param without countries left out
   * @param dispersion variance of the day-to-day factor of a country
   */
  static CommonIndex of(PortCounts counts, Set<String> without, double dispersion) {
    int n = counts.size();
    double[] weighted = new double[n];
    double weights = 0;
    double squares = 0;
    double shared = 0;
    for (Map.Entry<String, double[]> country : counts.packets().entrySet()) {
      if (without.contains(country.getKey())) {
        continue;
      }
      double usual = counts.usual(country.getKey());
      double weight = 1 / (1 + dispersion * usual);
      weights += weight * usual;
      squares += weight * weight * usual;
      shared += weight * weight * usual * usual * dispersion;
      for (int i = 0; i < n; i++) {
        weighted[i] += weight * country.getValue()[i] / counts.exposure()[i];
      }
    }
    if (weights == 0) {
      double[] flat = new double[n];
      Arrays.fill(flat, 1);
      return new CommonIndex(flat, 1e-3, dispersion);
    }
    for (int i = 0; i < n; i++) {
      weighted[i] /= weights;
    }
    double[] bounded = bounded(counts, without, dispersion, weighted, weights);
    return new CommonIndex(bounded, weights * weights / squares, shared / (weights * weights));
  }

  private static double[] bounded(
      PortCounts counts, Set<String> without, double dispersion, double[] ratio, double weights) {
    int n = counts.size();
    double[] around = Statistics.runningMedian(ratio, 3);
    double[] sums = new double[n];
    for (Map.Entry<String, double[]> country : counts.packets().entrySet()) {
      if (without.contains(country.getKey())) {
        continue;
      }
      double usual = counts.usual(country.getKey());
      double weight = 1 / (1 + dispersion * usual);
      double[] packets = country.getValue();
      for (int i = 0; i < n; i++) {
        double expected =
            usual * counts.exposure()[i] * Math.max(around[i], Math.min(ratio[i], 3 * around[i]));
        double bound =
            expected + BOUND * Math.sqrt(expected + dispersion * expected * expected) + SMALL_COUNT;
        sums[i] += weight * Math.min(packets[i], bound) / counts.exposure()[i];
      }
    }
    for (int i = 0; i < n; i++) {
      sums[i] /= weights;
    }
    return sums;
  }

  /** Each day over the usual. */
  double[] ratio() {
    return ratio;
  }

  /** Counts per day that would have the same counting noise. */
  double effective() {
    return effective;
  }

  /** Variance of the common factor that independent countries leave. */
  double sharedVariance() {
    return sharedVariance;
  }

  /** The index as counts of that precision. */
  double[] counts() {
    double[] counts = new double[ratio.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = ratio[i] * effective;
    }
    return counts;
  }

  /** The index where it is precise, its own average over two weeks where it is not. */
  double[] steadied(double noiseOfUser) {
    double own = sharedVariance + 1 / effective;
    double trust = noiseOfUser / (noiseOfUser + own);
    double[] steadied = new double[ratio.length];
    for (int i = 0; i < steadied.length; i++) {
      double sum = 0;
      int from = Math.max(0, i - 7);
      int to = Math.min(ratio.length, i + 8);
      for (int j = from; j < to; j++) {
        sum += ratio[j];
      }
      double mean = sum / (to - from);
      steadied[i] =
          Math.max(
              1e-3,
              Math.exp(trust * Math.log(ratio[i] + 1e-3) + (1 - trust) * Math.log(mean + 1e-3)));
    }
    return steadied;
  }
}
