// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.util.ArrayDeque;
import java.util.Deque;

/** Draws an index in proportion to weights in constant time (Walker's alias method, Vose 1991). */
final class Choice {
  private final long[] threshold;
  private final int[] alias;

  /**
   * Makes a choice.
   *
   * @param weights not negative, at least one above 0
   */
  Choice(double[] weights) {
    int n = weights.length;
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("weights add up to " + sum);
    }
    double[] scaled = new double[n];
    Deque<Integer> small = new ArrayDeque<>();
    Deque<Integer> large = new ArrayDeque<>();
    for (int i = 0; i < n; i++) {
      scaled[i] = weights[i] * n / sum;
      (scaled[i] < 1 ? small : large).add(i);
    }
    this.threshold = new long[n];
    this.alias = new int[n];
    while (!small.isEmpty() && !large.isEmpty()) {
      int less = small.remove();
      int more = large.peek();
      set(less, scaled[less], more);
      scaled[more] -= 1 - scaled[less];
      if (scaled[more] < 1) {
        small.add(large.remove());
      }
    }
    large.forEach(i -> set(i, 1, i));
    small.forEach(i -> set(i, 1, i));
  }

  private void set(int index, double probability, int other) {
    threshold[index] = (long) (probability * 0x1.0p32);
    alias[index] = other;
  }

  int draw(Draws draws) {
    long bits = draws.next();
    int index = (int) (((bits >>> 32) * alias.length) >>> 32);
    return (bits & 0xffff_ffffL) < threshold[index] ? index : alias[index];
  }
}
