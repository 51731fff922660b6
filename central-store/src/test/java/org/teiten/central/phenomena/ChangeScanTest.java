// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeScanTest {
  private static final int DAYS = 180;
  private static final double CORRELATION = 0.6;
  private final ErrorModel model =
      new ErrorModel(IntStream.range(0, DAYS).toArray(), 0.8, CORRELATION, 1e-6);

  @Test
  void findsAStepWhereItIsAndAsLargeAsItIs() {
    double[] values = noise(1);
    add(values, new Shape(100, DAYS, 1), 5);

    List<ChangeScan.Found> found = new ChangeScan(model, values, 1, 14).find(4, 5);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).shape()).isEqualTo(new Shape(100, DAYS, 1));
    assertThat(found.get(0).size()).isBetween(3.5, 6.5);
  }

  @Test
  void tellsAPulseFromAStep() {
    double[] values = noise(2);
    add(values, new Shape(60, 70, 1), 6);

    List<ChangeScan.Found> found = new ChangeScan(model, values, 1, 14).find(4, 5);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).shape().from()).isBetween(59, 61);
    assertThat(found.get(0).shape().until()).isBetween(69, 71);
  }

  @Test
  void takesADriftOfThreeMonthsForATrendInMostSeries() {
    long trends =
        IntStream.range(0, 40)
            .filter(
                seed -> {
                  double[] values = noise(3 + seed);
                  add(values, new Shape(40, DAYS, 90), 8);
                  return new ChangeScan(model, values, 1, 14)
                      .find(4, 5).stream().allMatch(each -> each.shape().trend());
                })
            .count();

    // The others are doubted later, where the alternative is one even drift of the whole series.
    assertThat(trends).isGreaterThanOrEqualTo(22);
  }

  @Test
  void findsNothingInNoiseButOnceInManySeries() {
    long withFinds =
        IntStream.range(0, 200)
            .filter(
                seed -> !new ChangeScan(model, noise(1000 + seed), 1, 14).find(4.5, 5).isEmpty())
            .count();

    assertThat(withFinds).isLessThanOrEqualTo(6);
  }

  @Test
  void doesNotCareForLevelAndSlope() {
    double[] values = noise(4);
    double[] tilted = values.clone();
    for (int i = 0; i < DAYS; i++) {
      tilted[i] += 100 + 0.3 * i;
    }

    assertThat(model.product(tilted, tilted))
        .isCloseTo(
            model.product(values, values), org.assertj.core.data.Percentage.withPercentage(0.01));
  }

  private static void add(double[] values, Shape shape, double size) {
    for (int i = 0; i < DAYS; i++) {
      values[i] += size * shape.at(i);
    }
  }

  private static double[] noise(long seed) {
    Random random = new Random(seed);
    double[] values = new double[DAYS];
    double carried = random.nextGaussian();
    for (int i = 0; i < DAYS; i++) {
      carried =
          CORRELATION * carried + Math.sqrt(1 - CORRELATION * CORRELATION) * random.nextGaussian();
      values[i] = Math.sqrt(0.8) * carried + Math.sqrt(0.2) * random.nextGaussian();
    }
    return values;
  }
}
