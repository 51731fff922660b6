// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.Arrays;

/**
 * The procedure of Benjamini and Hochberg (J. R. Stat. Soc. B 57, 1995, p. 289): among many tests,
 * keeps the expected share of false discoveries below a level.
 */
final class FalseDiscovery {
  private FalseDiscovery() {}

  /**
   * The largest p value that is still a discovery, 0 if none is.
   *
   * @param p the smallest p values; those left out count as 1
   * @param tests how many tests were made in all
   */
  static double threshold(double[] p, int tests, double level) {
    double[] sorted = p.clone();
    Arrays.sort(sorted);
    for (int rank = sorted.length; rank > 0; rank--) {
      if (sorted[rank - 1] <= level * rank / tests) {
        return sorted[rank - 1];
      }
    }
    return 0;
  }
}
