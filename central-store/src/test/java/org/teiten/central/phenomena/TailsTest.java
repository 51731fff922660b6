// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TailsTest {
  @Test
  void bothTailsOfTheNegativeBinomialAddUp() {
    // Size 2, mean 4: P(Y ≤ 3) = Σ (y + 1) p² (1 − p)^y with p = 1/3.
    double atMostThree = 0;
    for (int y = 0; y <= 3; y++) {
      atMostThree += (y + 1) / 9.0 * Math.pow(2 / 3.0, y);
    }

    assertThat(Tails.atMost(3, 4, 12)).isCloseTo(atMostThree, within(1e-12));
    assertThat(Tails.atLeast(4, 4, 12)).isCloseTo(1 - atMostThree, within(1e-12));
  }

  @Test
  void withoutOverDispersionTheyArePoisson() {
    assertThat(Tails.atLeast(1, 2, 2)).isCloseTo(1 - Math.exp(-2), within(1e-12));
    assertThat(Tails.atMost(0, 2, 2)).isCloseTo(Math.exp(-2), within(1e-12));
    assertThat(Tails.atLeast(0, 2, 2)).isEqualTo(1);
  }

  @Test
  void discoveriesAreKeptUpToTheLargestPThatStands() {
    double[] p = {0.001, 0.009, 0.012, 0.2};

    assertThat(FalseDiscovery.threshold(p, 10, 0.05)).isEqualTo(0.012);
    assertThat(FalseDiscovery.threshold(p, 1000, 0.05)).isZero();
  }
}
