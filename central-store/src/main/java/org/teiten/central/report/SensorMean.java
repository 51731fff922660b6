// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

/** The mean over the sensors with equal weight (design §6), for the internal edition. */
final class SensorMean implements RateEstimate {
  static final double LEAST_SHARE = 0.1;
  private static final double MILLION = 1e6;

  private final double[] monitored;
  private final int days;

  /**
   * Over sensors that covered at least a tenth.
   *
   * @param monitored addresses by sensor
   * @param days length of the period that {@link #rate} is asked for
   */
  SensorMean(double[] monitored, int days) {
    this.monitored = monitored;
    this.days = days;
  }

  @Override
  public double rate(double[] packets, double[] observed) {
    return rate(packets, observed, days);
  }

  @Override
  public double[] daily(double[][] packets, double[][] observed) {
    double[] rates = new double[packets.length];
    for (int day = 0; day < rates.length; day++) {
      rates[day] = rate(packets[day], observed[day], 1);
    }
    return rates;
  }

  private double rate(double[] packets, double[] observed, int length) {
    double sum = 0;
    int sensors = 0;
    for (int s = 0; s < packets.length; s++) {
      if (observed[s] > 0 && observed[s] >= LEAST_SHARE * monitored[s] * length) {
        sum += packets[s] / observed[s];
        sensors++;
      }
    }
    return sensors == 0 ? Double.NaN : sum / sensors;
  }

  @Override
  public double shown(double rate) {
    return Math.round(rate * MILLION) / MILLION;
  }
}
