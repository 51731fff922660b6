// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.Arrays;

/**
 * What the public edition tells: each sensor's rate is divided by that sensor's own level, the
 * highest and the lowest tenth of these, at least two each, are left out, and the rest is averaged.
 * Fewer than three sensors that carry a number tell nothing. Numbers are rounded to two digits.
 *
 * <p>Design note: without the levels, a sensor that somebody floods leaves the mean and lets in the
 * next highest, which with sensors of very different levels moves the mean by several percent: a
 * signal that can be read over many days. Divided by their levels all sensors are about equal, and
 * it does not matter which one is left out.
 */
final class TrimmedMean implements RateEstimate {
  static final int LEAST_CARRIERS = 3;
  private static final int LEAST_TRIMMED = 2;
  private static final double TENTH = 0.1;

  private final double[] levels;

  /**
   * With these levels.
   *
   * @param levels by sensor, 1 for the usual sensor; see {@link SensorLevels}
   */
  TrimmedMean(double[] levels) {
    this.levels = levels.clone();
  }

  @Override
  public double rate(double[] packets, double[] observed) {
    double[] rates = new double[packets.length];
    int sensors = 0;
    for (int s = 0; s < packets.length; s++) {
      if (observed[s] > 0) {
        rates[sensors++] = packets[s] / observed[s] / levels[s];
      }
    }
    int trimmed = Math.max(LEAST_TRIMMED, (int) Math.ceil(sensors * TENTH));
    if (sensors - 2 * trimmed < LEAST_CARRIERS) {
      return Double.NaN;
    }
    Arrays.sort(rates, 0, sensors);
    double sum = 0;
    int carriers = 0;
    for (int i = trimmed; i < sensors - trimmed; i++) {
      sum += rates[i];
      carriers += rates[i] > 0 ? 1 : 0;
    }
    return carriers < LEAST_CARRIERS ? Double.NaN : sum / (sensors - 2 * trimmed);
  }

  @Override
  public double shown(double rate) {
    if (rate == 0 || Double.isNaN(rate)) {
      return rate;
    }
    int digits = 1 - (int) Math.floor(Math.log10(Math.abs(rate)));
    double scale = Math.pow(10, Math.abs(digits));
    return digits >= 0 ? Math.round(rate * scale) / scale : Math.round(rate / scale) * scale;
  }
}
