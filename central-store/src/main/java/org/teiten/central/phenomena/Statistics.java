// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.Arrays;

/** Robust summaries. */
final class Statistics {
  private static final double NORMAL_CONSISTENT = 1.4826;

  private Statistics() {}

  /** Median, 0 of nothing. */
  static double median(double... values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Less its median over two months: what varies from day to day, without drift. */
  static double[] withoutDrift(double[] x) {
    double[] slow = runningMedian(x, 30);
    double[] rest = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      rest[i] = x[i] - slow[i];
    }
    return rest;
  }

  /** Variance of x(t + lag) − x(t) by the median of its size, which a few changes do not move. */
  static double differenceVariance(double[] x, int lag) {
    double[] differences = new double[Math.max(0, x.length - lag)];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = Math.abs(x[i + lag] - x[i]);
    }
    double spread = NORMAL_CONSISTENT * median(differences);
    return spread * spread;
  }

  /** Mean of the values between the quartiles. */
  static double middleMean(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int cut = sorted.length / 4;
    return Arrays.stream(sorted, cut, sorted.length - cut).average().orElse(0);
  }

  /** Medians over a centred window of so many days to each side. */
  static double[] runningMedian(double[] x, int side) {
    double[] medians = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      medians[i] =
          median(Arrays.copyOfRange(x, Math.max(0, i - side), Math.min(x.length, i + side + 1)));
    }
    return medians;
  }
}
