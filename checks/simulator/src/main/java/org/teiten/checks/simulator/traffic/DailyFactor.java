// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import org.teiten.checks.simulator.model.Noise;

/**
 * A factor of mean 1 and variance 1/k, gamma distributed, whose correlation over n days is ρⁿ: the
 * beta-gamma autoregression of Lewis, McKenzie and Hugus (1989). A Poisson count with mean m times
 * this factor is negative binomial: variance m + m²/k.
 */
final class DailyFactor {
  private final double kept;
  private final double fresh;
  private final double k;
  private double value = -1;

  DailyFactor(Noise noise) {
    this.k = noise.k();
    this.kept = k * noise.dayCorrelation();
    this.fresh = k - kept;
  }

  /** The next day's factor. */
  double next(Draws draws) {
    if (value < 0 || kept == 0) {
      value = draws.gamma(k) / k;
      return value;
    }
    double a = draws.gamma(kept);
    double b = draws.gamma(fresh);
    double part = a + b > 0 ? a / (a + b) : 0;
    value = part * value + draws.gamma(fresh) / k;
    return value;
  }
}
