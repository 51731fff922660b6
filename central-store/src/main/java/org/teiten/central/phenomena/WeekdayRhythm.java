// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.ArrayList;
import java.util.List;

/**
 * How the days of the week differ, in all series together: the median over the weeks of the mean
 * over the largest series of each day's logarithm over that of the seven days around it.
 */
final class WeekdayRhythm {
  private static final int WEEK = 7;
  private static final int ENOUGH_WEEKS = 4;
  private final double[] factors = {1, 1, 1, 1, 1, 1, 1};

  /**
   * Measures the rhythm.
   *
   * @param rates rates of the largest series on the observed days
   */
  WeekdayRhythm(Calendar calendar, List<double[]> rates) {
    if (rates.isEmpty() || calendar.size() < WEEK * ENOUGH_WEEKS) {
      return;
    }
    List<List<Double>> deviations = new ArrayList<>();
    for (int weekday = 0; weekday < WEEK; weekday++) {
      deviations.add(new ArrayList<>());
    }
    for (int i = 3; i + 3 < calendar.size(); i++) {
      double[] ratios = new double[rates.size()];
      for (int series = 0; series < ratios.length; series++) {
        double[] rate = rates.get(series);
        double around = 0;
        for (int j = i - 3; j <= i + 3; j++) {
          around += Math.log(rate[j] + 0.5) / WEEK;
        }
        ratios[series] = Math.log(rate[i] + 0.5) - around;
      }
      deviations.get(calendar.weekday(i)).add(Statistics.median(ratios));
    }
    double mean = 0;
    for (int weekday = 0; weekday < WEEK; weekday++) {
      factors[weekday] =
          Statistics.median(
              deviations.get(weekday).stream().mapToDouble(Double::doubleValue).toArray());
      mean += factors[weekday] / WEEK;
    }
    for (int weekday = 0; weekday < WEEK; weekday++) {
      factors[weekday] = Math.exp(factors[weekday] - mean);
    }
  }

  double factor(Calendar calendar, int index) {
    return factors[calendar.weekday(index)];
  }
}
