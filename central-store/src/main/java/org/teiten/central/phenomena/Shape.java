// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/**
 * A way in which a level departs from what it was: zero before {@code from}, rising evenly over
 * {@code over} days, one until {@code until}, zero from there on.
 *
 * @param from index of the first day that is off the old level
 * @param until index of the first day back on it, or the number of days
 * @param over 1 for a step, more for a ramp
 */
record Shape(int from, int until, int over) {
  private static final int TREND_DAYS = 60;

  /** Whether it comes so slowly that it is a trend and no change. */
  boolean trend() {
    return over >= TREND_DAYS;
  }

  double at(int index) {
    if (index < from || index >= until) {
      return 0;
    }
    return Math.min(1, (index - from + 1) / (double) over);
  }

  double[] column(int size) {
    double[] column = new double[size];
    for (int index = from; index < Math.min(until, size); index++) {
      column[index] = at(index);
    }
    return column;
  }
}
