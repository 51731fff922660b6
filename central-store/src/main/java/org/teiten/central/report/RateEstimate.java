// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

/**
 * Makes one rate of what many sensors saw. A rate is packets per covered IPv4 address-day; it is
 * {@link Double#NaN} where there is none, or none that may be told.
 */
interface RateEstimate {
  /**
   * The rate of some days together.
   *
   * @param packets by sensor
   * @param observed address-days by sensor
   */
  double rate(double[] packets, double[] observed);

  /** Likewise of each day. */
  default double[] daily(double[][] packets, double[][] observed) {
    double[] rates = new double[packets.length];
    for (int day = 0; day < rates.length; day++) {
      rates[day] = rate(packets[day], observed[day]);
    }
    return rates;
  }

  /** A number as it is shown. */
  double shown(double rate);
}
