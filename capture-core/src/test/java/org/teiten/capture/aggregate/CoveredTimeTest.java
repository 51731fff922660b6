// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoveredTimeTest {

  @Test
  void neverStatesAnInstantTwiceAndTakesTheLongestFreePart() {
    Random random = new Random(3);
    CoveredTime covered = new CoveredTime();
    BitSet stated = new BitSet();
    for (int i = 0; i < 2_000; i++) {
      int from = random.nextInt(10_000);
      int to = from + random.nextInt(60);
      covered.clip(from, to);
      int freeFrom = (int) covered.freeFrom();
      int freeTo = (int) covered.freeTo();
      assertThat(freeFrom).isBetween(from, to);
      assertThat(freeTo).isBetween(freeFrom, to);
      assertThat(stated.get(freeFrom, freeTo).isEmpty()).isTrue();
      assertThat(freeTo - freeFrom).isEqualTo(longestFree(stated, from, to));
      covered.state(freeFrom, freeTo);
      stated.set(freeFrom, freeTo);
    }
  }

  private static int longestFree(BitSet stated, int from, int to) {
    int longest = 0;
    int run = 0;
    for (int i = from; i < to; i++) {
      run = stated.get(i) ? 0 : run + 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
