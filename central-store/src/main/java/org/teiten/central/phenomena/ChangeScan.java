// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the steps, pulses and ramps in one stabilised series: the most significant first, then the
 * next one given those found, then all together; those that no longer stand are dropped.
 */
final class ChangeScan {
  private static final int[] RAMP_DAYS = {4, 7, 10, 14, 21, 28, 42, 56};
  private static final int[] TREND_DAYS = {60, 75, 90, 120};
  private static final double PULSE_COST = 10;
  private static final double EARLY_COST = 8;
  private static final int EARLY_DAYS = 30;
  private static final double RAMP_COST = 4;
  private static final int ROUNDS = 3;
  private static final int TREND_STEP = 5;

  private final ErrorModel model;
  private final double[] values;
  private final double variance;
  private final int earliest;

  /**
   * A shape and its size.
   *
   * @param shape when
   * @param size in the units of the stabilised series
   * @param z size over its standard error, all shapes of the series estimated together
   */
  record Found(Shape shape, double size, double z) {}

  ChangeScan(ErrorModel model, double[] values, double variance, int earliest) {
    this.model = model;
    this.values = values;
    this.variance = variance;
    this.earliest = earliest;
  }

  /** At most {@code most} shapes whose |z| is at least {@code threshold}. */
  List<Found> find(double threshold, int most) {
    List<Shape> shapes = new ArrayList<>();
    double least = threshold * threshold * variance;
    double[][] gram = model.stepGram();
    double[] steps = stepSums(model.weigh(values));
    while (shapes.size() < most) {
      Shape best = best(gram, steps, least);
      if (best == null) {
        break;
      }
      shapes.add(best);
      if (shapes.size() > 1 && improve(shapes, least)) {
        gram = model.stepGram();
        steps = stepSums(model.weigh(values));
        for (Shape shape : shapes) {
          condition(gram, steps, shape);
        }
      } else {
        condition(gram, steps, best);
      }
    }
    return together(shapes, threshold);
  }

  /** Seeks each shape anew given the others, until none moves. */
  private boolean improve(List<Shape> shapes, double least) {
    boolean moved = false;
    boolean again = true;
    for (int round = 0; round < ROUNDS && again; round++) {
      again = false;
      for (int i = 0; i < shapes.size(); i++) {
        double[][] gram = model.stepGram();
        double[] steps = stepSums(model.weigh(values));
        for (int j = 0; j < shapes.size(); j++) {
          if (j != i) {
            condition(gram, steps, shapes.get(j));
          }
        }
        Shape best = best(gram, steps, least / 4);
        if (best != null && !best.equals(shapes.get(i)) && !shapes.contains(best)) {
          shapes.set(i, best);
          again = true;
          moved = true;
        }
      }
    }
    return moved;
  }

  private static double[] stepSums(double[] weighed) {
    double[] sums = new double[weighed.length + 1];
    for (int i = weighed.length - 1; i >= 0; i--) {
      sums[i] = sums[i + 1] + weighed[i];
    }
    return sums;
  }

  private Shape best(double[][] gram, double[] steps, double least) {
    int n = values.length;
    double bestScore = 0;
    double highest = 0;
    Shape best = null;
    double pulseCost = PULSE_COST * variance;
    double earlyCost = EARLY_COST * variance;
    for (int from = earliest; from < n; from++) {
      double own = gram[from][from];
      double[] row = gram[from];
      for (int until = from + 1; until <= n; until++) {
        double norm = own - 2 * row[until] + gram[until][until];
        double product = steps[from] - steps[until];
        double score = product * product / norm;
        if (norm < 1e-9 || score < least / 2) {
          continue;
        }
        highest = Math.max(highest, score);
        if (score < least) {
          continue;
        }
        score -= until < n ? from < EARLY_DAYS ? pulseCost + earlyCost : pulseCost : 0;
        if (score > bestScore) {
          bestScore = score;
          best = new Shape(from, until, 1);
        }
      }
    }
    // A ramp that matters shows as a step, too, though a weaker one.
    return highest == 0 ? null : bestRamp(gram, steps, least, best, bestScore);
  }

  private Shape bestRamp(
      double[][] gram, double[] steps, double least, Shape bestSoFar, double scoreSoFar) {
    int n = values.length;
    double[][] gramSums = new double[n + 1][n + 1];
    double[] stepSums = new double[n + 1];
    for (int i = 0; i < n; i++) {
      double row = 0;
      stepSums[i + 1] = stepSums[i] + steps[i];
      for (int j = 0; j < n; j++) {
        row += gram[i][j];
        gramSums[i + 1][j + 1] = gramSums[i][j + 1] + row;
      }
    }
    Scored best = new Scored(bestSoFar, scoreSoFar);
    for (int over : RAMP_DAYS) {
      for (int from = earliest; from + over <= n; from++) {
        best = better(best, gramSums, stepSums, new Shape(from, n, over), least);
      }
    }
    for (int over : TREND_DAYS) {
      for (int from = 0; from + over <= n; from += TREND_STEP) {
        best = better(best, gramSums, stepSums, new Shape(from, n, over), least);
      }
    }
    for (int from = 0; from + TREND_DAYS[0] <= n; from += TREND_STEP) {
      best = better(best, gramSums, stepSums, new Shape(from, n, n - from), least);
    }
    return best.shape();
  }

  private record Scored(Shape shape, double score) {}

  private Scored better(
      Scored best, double[][] gramSums, double[] stepSums, Shape ramp, double least) {
    int from = ramp.from();
    int end = from + ramp.over();
    double product = stepSums[end] - stepSums[from];
    double norm =
        gramSums[end][end] - gramSums[from][end] - gramSums[end][from] + gramSums[from][from];
    double score = product * product / norm;
    if (norm < 1e-9 || score < least || score - RAMP_COST * variance <= best.score()) {
      return best;
    }
    return new Scored(ramp, score - RAMP_COST * variance);
  }

  private void condition(double[][] gram, double[] steps, Shape shape) {
    int n = values.length;
    double[] weighed = new double[n + 1];
    double product = 0;
    double norm = 0;
    if (shape.over() == 1) {
      for (int i = 0; i <= n; i++) {
        weighed[i] = gram[i][shape.from()] - gram[i][shape.until()];
      }
      product = steps[shape.from()] - steps[shape.until()];
      norm = weighed[shape.from()] - weighed[shape.until()];
    } else {
      int end = shape.from() + shape.over();
      for (int i = 0; i <= n; i++) {
        for (int j = shape.from(); j < end; j++) {
          weighed[i] += gram[i][j] / shape.over();
        }
      }
      for (int j = shape.from(); j < end; j++) {
        product += steps[j] / shape.over();
        norm += weighed[j] / shape.over();
      }
    }
    for (int i = 0; i <= n; i++) {
      double factor = weighed[i] / norm;
      steps[i] -= factor * product;
      for (int j = 0; j <= n; j++) {
        gram[i][j] -= factor * weighed[j];
      }
    }
  }

  /** Drops, one by one, what least explains beyond its cost, until all stand. */
  private List<Found> together(List<Shape> shapes, double threshold) {
    List<Shape> standing = new ArrayList<>(shapes);
    while (!standing.isEmpty()) {
      List<Found> found = estimate(standing);
      if (found.stream().allMatch(each -> Math.abs(each.z()) >= threshold)) {
        return found;
      }
      int weakest = 0;
      for (int i = 1; i < found.size(); i++) {
        if (worth(found.get(i)) < worth(found.get(weakest))) {
          weakest = i;
        }
      }
      standing.remove(weakest);
    }
    return List.of();
  }

  private double worth(Found found) {
    return found.z() * found.z() - cost(found.shape());
  }

  private double cost(Shape shape) {
    if (shape.over() > 1) {
      return RAMP_COST;
    }
    return shape.until() == values.length
        ? 0
        : shape.from() < EARLY_DAYS ? PULSE_COST + EARLY_COST : PULSE_COST;
  }

  private List<Found> estimate(List<Shape> shapes) {
    int count = shapes.size();
    int n = values.length;
    double[][] columns = new double[count][];
    double[][] normal = new double[count][count];
    double[] right = new double[count];
    for (int i = 0; i < count; i++) {
      columns[i] = shapes.get(i).column(n);
      double[] weighed = model.weigh(columns[i]);
      right[i] = SymmetricMatrix.dot(weighed, values);
      for (int j = 0; j <= i; j++) {
        normal[i][j] = SymmetricMatrix.dot(weighed, columns[j]);
      }
      normal[i][i] += 1e-9;
    }
    double[][] inverse = SymmetricMatrix.inverse(normal);
    double[] sizes = SymmetricMatrix.times(inverse, right);
    List<Found> found = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      found.add(new Found(shapes.get(i), sizes[i], sizes[i] / Math.sqrt(inverse[i][i] * variance)));
    }
    return found;
  }
}
