// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How an edition makes rates of a quarter and of the one before. */
final class Estimates {
  private final Edition edition;
  private final Frame now;
  private final Frame before;
  private final double[] usual;
  private final double[] levels;

  Estimates(
      Edition edition,
      Frame now,
      Frame before,
      Map<String, double[]> portsNow,
      Map<String, double[]> portsBefore) {
    this.edition = edition;
    this.now = now;
    this.before = before;
    this.usual = usual(now, before);
    if (edition == Edition.PUBLIC) {
      Map<String, double[]> both = new HashMap<>();
      for (Map<String, double[]> ports : List.of(portsNow, portsBefore)) {
        ports.forEach(
            (key, packets) ->
                Ranked.add(both.computeIfAbsent(key, k -> new double[packets.length]), packets));
      }
      double[] observed = now.total();
      Ranked.add(observed, before.total());
      this.levels = SensorLevels.of(both.values(), observed);
    } else {
      this.levels = null;
    }
  }

  // Address-days of a whole day.
  private static double[] usual(Frame now, Frame before) {
    double[] most = new double[now.total().length];
    for (Frame frame : List.of(now, before)) {
      for (double[] day : frame.observed()) {
        for (int s = 0; s < most.length; s++) {
          most[s] = Math.max(most[s], day[s]);
        }
      }
    }
    return most;
  }

  /** Rates of so many days together. */
  RateEstimate over(int days) {
    return edition == Edition.PUBLIC ? new TrimmedMean(levels) : new SensorMean(usual, days);
  }

  RateEstimate now() {
    return over(now.length());
  }

  RateEstimate before() {
    return over(before.length());
  }

  RateEstimate daily() {
    return over(1);
  }

  Ranked ranked() {
    return new Ranked(now(), now.total(), before(), before.total());
  }

  /** A ranking of some sensors alone. */
  Ranked ranked(boolean[] in) {
    return new Ranked(now(), only(now.total(), in), before(), only(before.total(), in));
  }

  static double[] only(double[] observed, boolean[] in) {
    for (int s = 0; s < observed.length; s++) {
      observed[s] = in[s] ? observed[s] : 0;
    }
    return observed;
  }

  /** A rate as it is shown, null where there is none. */
  Double shown(double rate) {
    return Double.isNaN(rate) ? null : Double.valueOf(now().shown(rate));
  }

  /** A line of a figure. */
  ReportContents.Line line(String key, double[][] counts, Frame frame) {
    List<Double> values = new ArrayList<>();
    for (double rate : daily().daily(counts, frame.observed())) {
      values.add(shown(rate));
    }
    return new ReportContents.Line(key, values);
  }
}
