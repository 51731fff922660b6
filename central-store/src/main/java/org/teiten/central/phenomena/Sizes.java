// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.Map;
import java.util.TreeMap;

/**
 * Observed less expected of any part of a port over the days of a change. What is expected of a
 * part is its rate in the eight weeks before the start, carried on with the port's slow level.
 */
final class Sizes {
  /** Days before the start that tell what is expected. */
  static final int BEFORE = 56;

  private final double[] exposure;
  private final double[] base;
  private final int from;
  private final int until;

  /**
   * For one span.
   *
   * @param exposure of the port, by observed day
   * @param base packets a day of the port without changes
   */
  Sizes(double[] exposure, double[] base, int from, int until) {
    this.exposure = exposure;
    this.base = base;
    this.from = from;
    this.until = until;
  }

  /** Of one part of the port, by observed day. */
  Size of(double[] counts) {
    double before = 0;
    double baseBefore = 0;
    for (int i = Math.max(0, from - BEFORE); i < from; i++) {
      before += counts[i];
      baseBefore += base[i];
    }
    double rate = baseBefore > 0 ? before / baseBefore : 0;
    double observed = 0;
    double expected = 0;
    for (int i = from; i < until; i++) {
      observed += counts[i];
      expected += rate * base[i];
    }
    return new Size(observed, expected);
  }

  /** Of several parts. */
  Map<String, Size> of(Map<String, double[]> parts) {
    Map<String, Size> sizes = new TreeMap<>();
    parts.forEach((name, counts) -> sizes.put(name, of(counts)));
    return sizes;
  }

  /** The port's slow level on the days of the change over that of the days before. */
  double drift() {
    double drift = level(from, until) / level(Math.max(0, from - BEFORE), from);
    return Double.isFinite(drift) ? drift : 1;
  }

  private double level(int first, int end) {
    double packets = 0;
    double seen = 0;
    for (int i = first; i < end; i++) {
      packets += base[i];
      seen += exposure[i];
    }
    return packets / seen;
  }

  /**
   * What was seen and what was expected.
   *
   * @param observed in all
   * @param expected in all
   */
  record Size(double observed, double expected) {
    double added() {
      return observed - expected;
    }
  }
}
