// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.List;

/**
 * Whether one even drift over 60 days or more, as even as packets can be and therefore bent in
 * stabilised units, explains a series about as well as the shapes found in it. Then nothing
 * changed; it drifted.
 */
final class DriftInstead {
  private static final int[] OVER = {60, 75, 90, 120, 150};
  private static final double[] FACTORS = {0.15, 0.25, 0.35, 0.5, 0.65, 0.8, 1.25, 1.6, 2.2, 3.5};
  private static final int STEP = 6;
  private static final int AT_LEAST_DAYS = 21;
  private static final double COST_OF_SHAPE = 6;
  private static final double MARGIN = 4;
  private static final int LEVEL_DAYS = 30;

  private DriftInstead() {}

  /**
   * Compares both.
   *
   * @param watched the series
   * @param values its stabilised values, what is no part of the comparison taken away
   * @param shapes trends and changes found in them
   * @param days of the episode that is in doubt
   */
  static boolean explains(Watched watched, double[] values, List<Shape> shapes, int days) {
    if (days < AT_LEAST_DAYS) {
      return false;
    }
    int n = values.length;
    double[] weighed = watched.model().weigh(values);
    double found = explained(watched, weighed, shapes, n) - COST_OF_SHAPE * (shapes.size() - 1);
    double[] flat = flat(watched, values);
    for (int over : OVER) {
      for (int from = LEVEL_DAYS - over; from + LEVEL_DAYS <= n; from += STEP) {
        for (double factor : FACTORS) {
          double[] column = column(watched, flat, from, over, factor);
          double norm = watched.model().product(column, column);
          double fit = SymmetricMatrix.dot(column, weighed);
          if (norm > 1e-9 && fit * fit / norm / watched.variance() + MARGIN >= found) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static double explained(Watched watched, double[] weighed, List<Shape> shapes, int size) {
    int count = shapes.size();
    double[][] normal = new double[count][count];
    double[] right = new double[count];
    double[][] columns = new double[count][];
    for (int i = 0; i < count; i++) {
      columns[i] = shapes.get(i).column(size);
      double[] own = watched.model().weigh(columns[i]);
      right[i] = SymmetricMatrix.dot(columns[i], weighed);
      for (int j = 0; j <= i; j++) {
        normal[i][j] = SymmetricMatrix.dot(own, columns[j]);
      }
      normal[i][i] += 1e-9;
    }
    return SymmetricMatrix.dot(SymmetricMatrix.solve(normal, right), right) / watched.variance();
  }

  /** Counts a day at the level of the first month. */
  private static double[] flat(Watched watched, double[] values) {
    double[] first = java.util.Arrays.copyOf(values, Math.min(values.length, LEVEL_DAYS));
    double level = Statistics.median(first);
    double[] flat = new double[values.length];
    for (int i = 0; i < flat.length; i++) {
      double stable = watched.stabiliser().stable(watched.origin()[i]) + level;
      flat[i] = watched.stabiliser().count(stable);
    }
    return flat;
  }

  private static double[] column(
      Watched watched, double[] flat, int from, int over, double factor) {
    double[] column = new double[flat.length];
    for (int i = 0; i < column.length; i++) {
      double part = Math.max(0, Math.min(1, (i - from + 1) / (double) over));
      column[i] =
          watched.stabiliser().stable(flat[i] * (1 + (factor - 1) * part))
              - watched.stabiliser().stable(flat[i]);
    }
    return column;
  }
}
