// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/**
 * The start and the duration of a rise, once its height is known: among steps and even ramps in
 * packets (not in stabilised units), the one that explains most under the error model.
 */
final class ShapeFit {
  private static final int AROUND = 12;
  private static final int[] OVER = {
    1, 2, 3, 4, 5, 7, 9, 11, 14, 17, 21, 28, 35, 42, 50, 59, 75, 90
  };
  private static final double RAMP_COST = 5;

  private ShapeFit() {}

  /** The best shape within some days of where the episode seems to start. */
  static Shape of(Episode episode) {
    double height = height(episode);
    int n = episode.expected().length;
    double[] weighed = episode.watched().model().weigh(episode.others());
    Shape best = new Shape(episode.from(), episode.until(), 1);
    double bestScore = -1;
    for (int over : OVER) {
      int earliest = Math.max(1, episode.from() - AROUND - over / 2);
      int latest = Math.min(episode.until() - 1, episode.from() + AROUND);
      if (over > episode.days() + AROUND) {
        break;
      }
      for (int from = earliest; from <= latest; from++) {
        Shape shape = new Shape(from, episode.until(), over);
        double[] column = column(episode, shape, height, n);
        double[] product = episode.watched().model().weigh(column);
        double norm = SymmetricMatrix.dot(column, product);
        double fit = SymmetricMatrix.dot(column, weighed);
        double score = fit * fit / norm / episode.watched().variance();
        score -= over > 1 ? RAMP_COST : 0;
        if (norm > 1e-9 && score > bestScore) {
          bestScore = score;
          best = shape;
        }
      }
    }
    return best;
  }

  private static double[] column(Episode episode, Shape shape, double height, int n) {
    Watched watched = episode.watched();
    Stabiliser stabiliser = watched.stabiliser();
    double[] column = new double[n];
    for (int i = shape.from(); i < Math.min(n, shape.until()); i++) {
      double expected = episode.expected()[i] / watched.toPackets()[i];
      double added = height * shape.at(i) * watched.counts().exposure()[i] / watched.toPackets()[i];
      column[i] = stabiliser.stable(Math.max(0, expected + added)) - stabiliser.stable(expected);
    }
    return column;
  }

  /** Packets added on a fully observed day, in the later two thirds of the episode. */
  private static double height(Episode episode) {
    int from = episode.from() + episode.days() / 3;
    double[] added = new double[episode.until() - from];
    for (int i = from; i < episode.until(); i++) {
      added[i - from] =
          (episode.fitted()[i] - episode.expected()[i]) / episode.watched().counts().exposure()[i];
    }
    return Statistics.median(added);
  }
}
