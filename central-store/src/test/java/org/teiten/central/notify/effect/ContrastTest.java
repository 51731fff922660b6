// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContrastTest {
  private static Followed silent(int days) {
    return new Followed(days, true, false);
  }

  private static Followed active(int days) {
    return new Followed(days, false, false);
  }

  /** Pairs in which the notified, and pairs in which the other one falls silent first. */
  private static Contrast pairs(int toldFirst, int otherFirst) {
    List<MatchedSet> sets = new ArrayList<>();
    for (int i = 0; i < toldFirst; i++) {
      sets.add(new MatchedSet(silent(2), List.of(active(20))));
    }
    for (int i = 0; i < otherFirst; i++) {
      sets.add(new MatchedSet(active(20), List.of(silent(2))));
    }
    sets.add(new MatchedSet(active(20), List.of(active(20))));
    return new Contrast(sets);
  }

  @Test
  void ofPairsItIsTheRatioOfThoseInWhichOneIsFirst() {
    Contrast contrast = pairs(30, 10);
    Estimate ratio = contrast.hazardRatio().orElseThrow();
    double error = Math.sqrt(1 / 30.0 + 1 / 10.0);
    assertThat(ratio.value()).isCloseTo(3, within(1e-6));
    assertThat(ratio.low()).isCloseTo(Math.exp(Math.log(3) - 1.959964 * error), within(1e-5));
    assertThat(ratio.high()).isCloseTo(Math.exp(Math.log(3) + 1.959964 * error), within(1e-4));
  }

  @Test
  void ofPairsTheLogRankTestIsMcNemars() {
    // z = (30 - 10) / sqrt(40) = 3.1623
    assertThat(pairs(30, 10).logRank().orElseThrow()).isCloseTo(0.001565, within(1e-6));
    assertThat(pairs(10, 10).logRank().orElseThrow()).isCloseTo(1, within(1e-12));
  }

  @Test
  void whatHappensOnOneDayToAllOfASetTellsNothing() {
    List<MatchedSet> sets = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sets.add(new MatchedSet(silent(1), List.of(silent(1), silent(1))));
    }
    assertThat(new Contrast(sets).logRank()).isEmpty();
    assertThat(new Contrast(sets).hazardRatio().orElseThrow().value()).isCloseTo(1, within(1e-6));
  }

  @Test
  void saysNothingWhereOnlyOneSideFallsSilent() {
    assertThat(pairs(20, 0).hazardRatio()).isEmpty();
    assertThat(pairs(20, 0).logRank().orElseThrow()).isLessThan(1e-4);
    assertThat(pairs(0, 0).hazardRatio()).isEmpty();
    assertThat(pairs(0, 0).logRank()).isEmpty();
  }

  @Test
  void whoIsNoLongerFollowedIsNoLongerAtRisk() {
    List<MatchedSet> sets = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      sets.add(new MatchedSet(active(1), List.of(silent(5))));
    }
    assertThat(new Contrast(sets).logRank()).isEmpty();
  }
}
