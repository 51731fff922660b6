// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurvivalTest {
  /** Remission under 6-mercaptopurine (Freireich and others 1963), the textbooks' example. */
  private static final int[] RELAPSED = {6, 6, 6, 7, 10, 13, 16, 22, 23};

  private static final int[] CENSORED = {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35};

  private static List<Survival.Life> remissions(double weight) {
    List<Survival.Life> lives = new ArrayList<>();
    IntStream.of(RELAPSED).forEach(day -> lives.add(new Survival.Life(day, true, weight)));
    IntStream.of(CENSORED).forEach(day -> lives.add(new Survival.Life(day, false, weight)));
    return lives;
  }

  @ParameterizedTest
  @CsvSource({
    "6, 0.8571, 0.6197, 0.9516, 0.0764",
    "7, 0.8067, 0.5631, 0.9228, 0.0869",
    "10, 0.7529, 0.5032, 0.8894, 0.0963",
    "13, 0.6902, 0.4316, 0.8491, 0.1068",
    "16, 0.6275, 0.3675, 0.8049, 0.1141",
    "22, 0.5378, 0.2678, 0.7468, 0.1282",
    "23, 0.4482, 0.1881, 0.6801, 0.1346"
  })
  void givesTheTextbooksSharesErrorsAndIntervals(
      int days, double alive, double low, double high, double error) {
    Survival survival = Survival.of(remissions(1));
    Estimate silent = survival.silentWithin(days).orElseThrow();
    assertThat(1 - silent.value()).isCloseTo(alive, within(5e-5));
    assertThat(1 - silent.high()).isCloseTo(low, within(6e-5));
    assertThat(1 - silent.low()).isCloseTo(high, within(6e-5));
    assertThat(Math.sqrt(survival.varianceWithin(days))).isCloseTo(error, within(6e-5));
  }

  @Test
  void knowsTheMedianAndNothingAfterTheLast() {
    Survival survival = Survival.of(remissions(1));
    assertThat(survival.median()).hasValue(23);
    assertThat(survival.silentWithin(35)).isPresent();
    assertThat(survival.silentWithin(36)).isEmpty();
    assertThat(Survival.of(List.of()).silentWithin(0)).isEmpty();
  }

  @Test
  void equalWeightsChangeNothing() {
    assertThat(Survival.of(remissions(0.2)).silentWithin(16).orElseThrow().high())
        .isCloseTo(Survival.of(remissions(1)).silentWithin(16).orElseThrow().high(), within(1e-12));
  }

  @Test
  void aSetOfFiveCountsAsMuchAsASetOfOne() {
    List<Survival.Life> lives = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      lives.add(new Survival.Life(3, true, 0.2));
    }
    lives.add(new Survival.Life(9, false, 1));
    assertThat(Survival.of(lives).silentWithin(7).orElseThrow().value())
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void whereAllOrNoneFellSilentTheIntervalIsTheBinomialBound() {
    List<Survival.Life> none = new ArrayList<>();
    List<Survival.Life> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      none.add(new Survival.Life(30, false, 1));
      all.add(new Survival.Life(2, true, 1));
    }
    Estimate zero = Survival.of(none).silentWithin(7).orElseThrow();
    Estimate one = Survival.of(all).silentWithin(7).orElseThrow();
    assertThat(zero.low()).isZero();
    assertThat(zero.high()).isCloseTo(1 - Math.pow(0.025, 1 / 20.0), within(1e-12));
    assertThat(one.high()).isEqualTo(1);
    assertThat(one.low()).isCloseTo(Math.pow(0.025, 1 / 20.0), within(1e-12));
  }
}
