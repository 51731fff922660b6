// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import org.teiten.checks.simulator.model.Sources;

/** How many packets a source sends and how long it lives. */
final class SourceRules {
  private final Sources sources;
  private final double smallest;

  SourceRules(Sources sources) {
    this.sources = sources;
    this.smallest = smallest(sources);
  }

  /** Sources of a day on which so many packets come. */
  int count(int packets, Draws draws) {
    return Math.max(1, Math.min(packets, draws.rounded(packets / sources.meanPackets())));
  }

  /** What a source sends in the mean, relative to others: Pareto, cut off. */
  double weight(Draws draws) {
    double shape = sources.packetsPerSource().pareto();
    return Math.min(
        sources.packetsPerSource().max(), smallest * StrictMath.pow(draws.uniform(), -1 / shape));
  }

  /** Days that a source lives, at least 1; geometric. */
  int lifetime(Draws draws) {
    double dying = 1 / sources.lifetimeDays();
    if (dying >= 1) {
      return 1;
    }
    return 1 + (int) (StrictMath.log(draws.uniform()) / StrictMath.log(1 - dying));
  }

  /** Most packets of one source on a day. */
  int most() {
    return (int) sources.packetsPerSource().max();
  }

  /** The smallest value of the Pareto distribution whose mean, cut off, is the one asked for. */
  private static double smallest(Sources sources) {
    double low = 0;
    double high = sources.meanPackets();
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (cutMean(middle, sources.packetsPerSource()) < sources.meanPackets()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double cutMean(double smallest, Sources.PacketsPerSource rule) {
    double shape = rule.pareto();
    if (Math.abs(shape - 1) < 1e-9) {
      return smallest * (1 + StrictMath.log(rule.max() / smallest));
    }
    return smallest
        + smallest * (1 - StrictMath.pow(smallest / rule.max(), shape - 1)) / (shape - 1);
  }
}
