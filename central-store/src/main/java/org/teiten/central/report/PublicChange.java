// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

/**
 * A change, found again in the rates of the public edition: the day that parts them best into two
 * levels.
 *
 * @param start index of the first day of the second level
 * @param factor second level over first
 */
record PublicChange(int start, double factor) {
  private static final int LEAST_DAYS = 2;
  private static final double AGREEMENT = 0.4;

  /**
   * Seeks within half of the days before and as many after.
   *
   * @param rates day by day, not a number where nothing may be told
   * @param expected index of the day at which the change is said to begin
   */
  static PublicChange of(double[] rates, int expected) {
    PublicChange best = null;
    double leastError = Double.POSITIVE_INFINITY;
    int reach = expected / 2;
    for (int at = Math.max(LEAST_DAYS, expected - reach);
        at <= Math.min(rates.length - LEAST_DAYS, expected + reach);
        at++) {
      double before = mean(rates, 0, at);
      double after = mean(rates, at, rates.length);
      double error = error(rates, 0, at, before) + error(rates, at, rates.length, after);
      if (error < leastError && after > 0) {
        leastError = error;
        best = new PublicChange(at, before > 0 ? after / before : Double.POSITIVE_INFINITY);
      }
    }
    return best == null || Double.isInfinite(best.factor()) ? null : best;
  }

  /** Whether it is a fair part of what was claimed, in the same direction. */
  boolean agreesWith(double claimed) {
    return claimed >= 1
        ? factor - 1 >= AGREEMENT * Math.min(claimed - 1, 1)
        : 1 - factor >= AGREEMENT * (1 - claimed);
  }

  private static double mean(double[] rates, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Double.isNaN(rates[i]) ? 0 : rates[i];
    }
    return sum / (to - from);
  }

  private static double error(double[] rates, int from, int to, double mean) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double difference = (Double.isNaN(rates[i]) ? 0 : rates[i]) - mean;
      sum += difference * difference;
    }
    return sum;
  }
}
