// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/**
 * A span in which a watched series is materially off what it was.
 *
 * @param watched the series
 * @param from index of its first day
 * @param until index of the first day after it, or the number of days
 * @param rise above what is expected, or below
 * @param z of the strongest shape within it
 * @param p of that shape, all looks at this series counted
 * @param expected packets by day without it
 * @param fitted packets by day with it
 * @param others stabilised values with every other change taken away
 * @param level stabilised slow level
 */
@SuppressWarnings("ArrayRecordComponent")
record Episode(
    Watched watched,
    int from,
    int until,
    boolean rise,
    double z,
    double p,
    double[] expected,
    double[] fitted,
    double[] others,
    double[] level) {
  int days() {
    return until - from;
  }

  boolean ended() {
    return until < expected.length;
  }

  /** Packets that the fit adds (or takes away, as a negative number). */
  double added() {
    double added = 0;
    for (int i = from; i < until; i++) {
      added += fitted[i] - expected[i];
    }
    return added;
  }
}
