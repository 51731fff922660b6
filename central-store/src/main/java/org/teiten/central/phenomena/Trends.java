// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/** Slow drifts of a port's level. */
final class Trends {
  private static final int LEAST_DAYS = 60;
  private static final double LEAST_FACTOR = 1.25;
  private static final double SETTLED = 0.05;
  private static final double CERTAIN = 5;
  private static final int AVERAGED_DAYS = 30;

  private Trends() {}

  /** The drift within or around a period, null if the level stayed about where it was. */
  static Trend of(Scan.Looked looked, Calendar calendar, int periodFrom, int periodUntil) {
    int from = Math.max(0, periodFrom - LEAST_DAYS / 2);
    int until = Math.min(calendar.size(), periodUntil);
    if (until - from < LEAST_DAYS || looked.counts().usual() < 1) {
      return null;
    }
    double[] logs = new double[calendar.size()];
    for (int i = from; i < until; i++) {
      logs[i] = Math.log(Math.max(1e-6, looked.base()[i] / looked.counts().exposure()[i]));
    }
    int low = from;
    int high = from;
    for (int i = from; i < until; i++) {
      low = logs[i] < logs[low] ? i : low;
      high = logs[i] > logs[high] ? i : high;
    }
    double size = logs[high] - logs[low];
    if (size < Math.max(Math.log(LEAST_FACTOR), CERTAIN * error(looked.common()))) {
      return null;
    }
    int first = Math.min(low, high);
    int last = Math.max(low, high);
    double whole = logs[last] - logs[first];
    int start = first;
    while (Math.abs(logs[start] - logs[first]) < SETTLED * Math.abs(whole)) {
      start++;
    }
    int end = last;
    while (Math.abs(logs[end] - logs[last]) < SETTLED * Math.abs(whole)) {
      end--;
    }
    if (end - start < LEAST_DAYS * (1 - 2 * SETTLED)) {
      return null;
    }
    return new Trend(
        looked.counts().series(), null, calendar.date(start), calendar.date(end), Math.exp(whole));
  }

  /** Standard error of the logarithm of one month's level over another's. */
  private static double error(Watched common) {
    double counts = Statistics.median(common.origin());
    double month =
        common.noise().dispersion() * common.noise().ofMean(AVERAGED_DAYS)
            + 1 / (AVERAGED_DAYS * counts);
    return Math.sqrt(2 * month * common.variance());
  }
}
