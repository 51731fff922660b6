// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.ArrayList;
import java.util.List;

/**
 * Day-to-day variance and its correlation, from differences over one, two, three and seven days: a
 * change of level spoils one difference, not the estimate (as in Chakar, Lebarbier, Lévy-Leduc and
 * Robin, Bernoulli 23, 2017, p. 1408, for AR(1) with changes in mean).
 *
 * @param dispersion variance of the logarithm of the daily factor
 * @param correlation of that factor from day to day
 */
record Noise(double dispersion, double correlation) {
  private static final double LEAST_DISPERSION = 0.0004;
  private static final double MOST_CORRELATION = 0.9;

  /** Collects series of logarithms whose counting noise is known. */
  static final class Estimate {
    private final List<double[]> variances = new ArrayList<>();

    void add(double[] drifting, double countingVariance) {
      double[] logarithms = Statistics.withoutDrift(drifting);
      variances.add(
          new double[] {
            Statistics.differenceVariance(logarithms, 1) - 2 * countingVariance,
            Statistics.differenceVariance(logarithms, 2) - 2 * countingVariance,
            Statistics.differenceVariance(logarithms, 3) - 2 * countingVariance,
            Statistics.differenceVariance(logarithms, 7) - 2 * countingVariance
          });
    }

    int size() {
      return variances.size();
    }

    Noise noise() {
      double one = middle(0);
      if (!(one > 0)) {
        return new Noise(LEAST_DISPERSION, 0);
      }
      double best = Double.MAX_VALUE;
      double correlation = 0;
      for (double r = 0; r <= MOST_CORRELATION; r += 0.02) {
        double misfit =
            square(middle(1) / one - (1 + r))
                + square(middle(2) / one - (1 + r + r * r))
                + square(middle(3) / one - (1 - Math.pow(r, 7)) / (1 - r)) / 4;
        if (misfit < best) {
          best = misfit;
          correlation = r;
        }
      }
      return ofCorrelation(correlation);
    }

    /** If the correlation is known: from the lags in which counting noise matters least. */
    Noise ofCorrelation(double correlation) {
      double dispersion =
          (middle(2) / (1 - Math.pow(correlation, 3)) + middle(3) / (1 - Math.pow(correlation, 7)))
              / 4;
      return new Noise(Math.max(LEAST_DISPERSION, dispersion), correlation);
    }

    private double middle(int lag) {
      return Statistics.median(variances.stream().mapToDouble(each -> each[lag]).toArray());
    }

    private static double square(double x) {
      return x * x;
    }
  }

  /** Variance of the mean of so many days over that of one. */
  double ofMean(int days) {
    double r = correlation;
    double inflated =
        (1 + r) / (1 - r) - 2 * r * (1 - Math.pow(r, days)) / (days * (1 - r) * (1 - r));
    return inflated / days;
  }
}
