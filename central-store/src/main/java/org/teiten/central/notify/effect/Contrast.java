// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * Notified sources against comparable ones, each within its own matched set: the log-rank test
 * stratified by set (Mantel 1966), and the ratio of hazards by Cox's partial likelihood with the
 * same strata (1972), ties by Efron (1977).
 */
final class Contrast {
  private static final int STEPS = 50;
  private static final double FAR = 12;

  private final List<MatchedSet> sets;

  Contrast(List<MatchedSet> sets) {
    this.sets = List.copyOf(sets);
  }

  /** Where in a set silence begins on a day: who is not silent yet, and who becomes so. */
  private record Moment(double told, double others, int toldSilent, int othersSilent) {
    int silent() {
      return toldSilent + othersSilent;
    }
  }

  private interface Each {
    void take(Moment moment);
  }

  /** Probability of a difference as large by chance; empty if there is nothing to compare. */
  Optional<Double> logRank() {
    double[] sums = new double[2];
    moments(
        moment -> {
          double all = moment.told() + moment.others();
          double silent = moment.silent();
          sums[0] += moment.toldSilent() - silent * moment.told() / all;
          sums[1] +=
              all > 1
                  ? moment.told()
                      * moment.others()
                      * silent
                      * (all - silent)
                      / (all * all * (all - 1))
                  : 0;
        });
    return sums[1] <= 0
        ? Optional.empty()
        : Optional.of(Erfc.value(Math.abs(sums[0]) / Math.sqrt(2 * sums[1])));
  }

  /**
   * How many times as fast notified sources fall silent; empty if it cannot be told, because all or
   * none of one side did.
   */
  Optional<Estimate> hazardRatio() {
    double at = 0;
    for (int step = 0; step < STEPS; step++) {
      double[] slope = slope(at);
      if (slope[1] < 1e-9 || Math.abs(at) > FAR) {
        return Optional.empty();
      }
      double change = Math.max(-1, Math.min(1, slope[0] / slope[1]));
      at += change;
      if (Math.abs(change) < 1e-9) {
        double half = Estimate.NORMAL_95 / Math.sqrt(slope(at)[1]);
        return Optional.of(new Estimate(Math.exp(at), Math.exp(at - half), Math.exp(at + half)));
      }
    }
    return Optional.empty();
  }

  /** First derivative of the partial likelihood's logarithm, and its negative second one. */
  private double[] slope(double at) {
    double ratio = Math.exp(at);
    double[] slope = new double[2];
    moments(
        moment -> {
          slope[0] += moment.toldSilent();
          for (int i = 0; i < moment.silent(); i++) {
            double gone = (double) i / moment.silent();
            double told = ratio * (moment.told() - gone * moment.toldSilent());
            double others = moment.others() - gone * moment.othersSilent();
            double share = told / (told + others);
            slope[0] -= share;
            slope[1] += share * (1 - share);
          }
        });
    return slope;
  }

  private void moments(Each each) {
    for (MatchedSet set : sets) {
      set.comparable().stream()
          .filter(Followed::silent)
          .map(Followed::days)
          .filter(days -> !(set.told().silent() && set.told().days() == days))
          .distinct()
          .sorted()
          .forEach(days -> each.take(moment(set, days)));
      if (set.told().silent()) {
        each.take(moment(set, set.told().days()));
      }
    }
  }

  private static Moment moment(MatchedSet set, int days) {
    boolean told = set.told().days() >= days;
    boolean toldSilent = set.told().silent() && set.told().days() == days;
    int others = 0;
    int othersSilent = 0;
    for (Followed one : set.comparable()) {
      others += one.days() >= days ? 1 : 0;
      othersSilent += one.silent() && one.days() == days ? 1 : 0;
    }
    return new Moment(told ? 1 : 0, others, toldSilent ? 1 : 0, othersSilent);
  }
}
