// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.checks.simulator.model.Noise;

class DrawsTest {
  private static final int MANY = 200_000;

  private record Moments(double mean, double variance) {
    static Moments of(DoubleSupplier draw) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < MANY; i++) {
        double value = draw.getAsDouble();
        sum += value;
        squares += value * value;
      }
      double mean = sum / MANY;
      return new Moments(mean, squares / MANY - mean * mean);
    }
  }

  @Test
  void theSequenceOfASeedNeverChanges() {
    Draws draws = Draws.of(42, "a purpose");
    assertThat(new long[] {draws.next(), draws.next()}).containsExactly(SEQUENCE_1, SEQUENCE_2);
    assertThat(Draws.of(42, "another").next()).isNotEqualTo(SEQUENCE_1);
  }

  private static final long SEQUENCE_1 = -1633826237516753488L;
  private static final long SEQUENCE_2 = -7331605837539099509L;

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.7, 5, 29, 31, 400, 50_000})
  void poissonCountsHaveTheirMeanAsVariance(double mean) {
    Draws draws = new Draws(1);
    Moments moments = Moments.of(() -> draws.poisson(mean));
    assertThat(moments.mean()).isCloseTo(mean, within(5 * Math.sqrt(mean / MANY)));
    assertThat(moments.variance() / mean).isCloseTo(1, within(0.03 + 5 / Math.sqrt(mean * MANY)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 4.8, 30})
  void gammaDrawsHaveTheirShapeAsMeanAndVariance(double shape) {
    Draws draws = new Draws(2);
    Moments moments = Moments.of(() -> draws.gamma(shape));
    assertThat(moments.mean()).isCloseTo(shape, within(0.02 * shape));
    assertThat(moments.variance()).isCloseTo(shape, within(0.05 * shape));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.6, 0.9})
  void theDailyFactorKeepsItsVarianceAndCorrelation(double correlation) {
    Draws draws = new Draws(3);
    DailyFactor factor = new DailyFactor(new Noise(8, correlation, 0, 0));
    double[] days = new double[MANY];
    for (int i = 0; i < MANY; i++) {
      days[i] = factor.next(draws);
    }
    assertThat(mean(days)).isCloseTo(1, within(0.01));
    assertThat(covariance(days, 0)).isCloseTo(1 / 8.0, within(0.006));
    for (int lag = 1; lag <= 3; lag++) {
      assertThat(covariance(days, lag) / covariance(days, 0))
          .isCloseTo(Math.pow(correlation, lag), within(0.02));
    }
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double covariance(double[] values, int lag) {
    double sum = 0;
    for (int i = lag; i < values.length; i++) {
      sum += (values[i] - 1) * (values[i - lag] - 1);
    }
    return sum / (values.length - lag);
  }

  @Test
  void aChoiceFollowsItsWeights() {
    Draws draws = new Draws(4);
    Choice choice = new Choice(new double[] {1, 0, 5, 2});
    int[] counts = new int[4];
    for (int i = 0; i < MANY; i++) {
      counts[choice.draw(draws)]++;
    }
    assertThat(counts[1]).isZero();
    assertThat(counts[0] / (double) MANY).isCloseTo(0.125, within(0.005));
    assertThat(counts[2] / (double) MANY).isCloseTo(0.625, within(0.005));
    assertThat(counts[3] / (double) MANY).isCloseTo(0.250, within(0.005));
  }
}
