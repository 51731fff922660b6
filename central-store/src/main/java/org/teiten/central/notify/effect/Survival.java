// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The estimate of Kaplan and Meier (1958) of the share that is not silent yet, with weights.
 *
 * <p>Variance by Greenwood (1926), with weights in the form of Xie and Liu (Statistics in Medicine
 * 24, 2005), which is Greenwood's where all weights are 1: the number at risk becomes (sum w)² /
 * sum w². Intervals on the scale log(-log S), which keeps them within 0 and 1 (Kalbfleisch and
 * Prentice). Where nobody or everybody fell silent, the exact binomial bound of as many.
 */
final class Survival {
  /** A source that was followed, and what it counts. */
  record Life(int days, boolean silent, double weight) {}

  private final double[] alive;
  private final double[] variance;
  private final double[] number;

  private Survival(int days) {
    this.alive = new double[days];
    this.variance = new double[days];
    this.number = new double[days];
  }

  /** Estimates. */
  static Survival of(List<Life> lives) {
    int days = lives.stream().mapToInt(Life::days).max().orElse(-1) + 1;
    double[] weight = new double[days + 1];
    double[] squares = new double[days + 1];
    double[] silent = new double[days + 1];
    for (Life life : lives) {
      weight[life.days()] += life.weight();
      squares[life.days()] += life.weight() * life.weight();
      silent[life.days()] += life.silent() ? life.weight() : 0;
    }
    for (int day = days - 1; day >= 0; day--) {
      weight[day] += weight[day + 1];
      squares[day] += squares[day + 1];
    }
    Survival survival = new Survival(days);
    double alive = 1;
    double variance = 0;
    for (int day = 0; day < days; day++) {
      double hazard = Math.min(1, silent[day] / weight[day]);
      double number = weight[day] * weight[day] / squares[day];
      alive = hazard > 1 - 1e-12 ? 0 : alive * (1 - hazard);
      variance += alive > 0 ? hazard / (number * (1 - hazard)) : 0;
      survival.alive[day] = alive;
      survival.variance[day] = variance;
      survival.number[day] = number;
    }
    return survival;
  }

  /** Days that are known: all up to this one, not included. */
  int days() {
    return alive.length;
  }

  /** Share that fell silent within so many days; empty if nobody was followed as long. */
  Optional<Estimate> silentWithin(int days) {
    boolean over = alive.length > 0 && alive[alive.length - 1] == 0;
    if (days >= alive.length && !over) {
      return Optional.empty();
    }
    int at = Math.min(days, alive.length - 1);
    double left = alive[at];
    if (left >= 1) {
      return Optional.of(new Estimate(0, 0, 1 - Math.pow(Estimate.TAIL, 1 / number[at])));
    }
    if (left <= 0) {
      return Optional.of(new Estimate(1, Math.pow(Estimate.TAIL, 1 / number[0]), 1));
    }
    double spread =
        Math.exp(Estimate.NORMAL_95 * Math.sqrt(variance[at]) / Math.abs(Math.log(left)));
    return Optional.of(
        new Estimate(1 - left, 1 - Math.pow(left, 1 / spread), 1 - Math.pow(left, spread)));
  }

  /** Variance of the share that fell silent within so many days. */
  double varianceWithin(int days) {
    int at = Math.min(days, alive.length - 1);
    return alive[at] * alive[at] * variance[at];
  }

  /** Days within which half fell silent; empty if it is not known, or fewer did. */
  OptionalInt median() {
    for (int day = 0; day < alive.length; day++) {
      if (alive[day] <= 0.5) {
        return OptionalInt.of(day);
      }
    }
    return OptionalInt.empty();
  }
}
