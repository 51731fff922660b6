// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/**
 * How a stabilised series varies while nothing happens: day-to-day noise that is partly carried
 * over to the next day (AR(1)), counting noise, and a level whose slope wanders slowly (integrated
 * random walk), starting from an unknown level and slope.
 *
 * <p>Holds the precision matrix P of that model, with level and slope projected out, and the same
 * matrix for step functions: entry (a, b) of the step gram is step(a)' P step(b), where step(a) is
 * 1 from index a on. From it the generalised-least-squares statistic of any step, pulse or ramp
 * costs a few additions (auxiliary residuals: de Jong and Penzer, JASA 93, 1998, p. 796).
 */
final class ErrorModel {
  private final double[][] precision;
  private final double[][] stepGram;
  private final double[][] noise;

  /**
   * Builds the model.
   *
   * @param days day number of each observation, ascending; gaps are days nobody observed
   * @param shared part of the variance that is carried over, 0 to 1; the rest is counting noise
   * @param correlation of the carried-over part from one day to the next
   * @param drift variance of the change of slope per day, in units of the total variance
   */
  ErrorModel(int[] days, double shared, double correlation, double drift) {
    int n = days.length;
    double[][] covariance = new double[n][n];
    noise = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double early = days[j] - days[0] + 1;
        double late = days[i] - days[0] + 1;
        double carried = shared * Math.pow(correlation, late - early) + (i == j ? 1 - shared : 0);
        noise[i][j] = carried;
        noise[j][i] = carried;
        covariance[i][j] = carried + drift * early * early * (3 * late - early) / 6;
      }
    }
    precision = SymmetricMatrix.inverse(covariance);
    projectOutLevelAndSlope(days);
    stepGram = stepGram(precision);
  }

  int size() {
    return precision.length;
  }

  /** Copy of the step gram, one row longer than the series; its last row and column are zero. */
  double[][] stepGram() {
    double[][] copy = new double[stepGram.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = stepGram[i].clone();
    }
    return copy;
  }

  /** P x. */
  double[] weigh(double[] x) {
    return SymmetricMatrix.times(precision, x);
  }

  /** x' P y. */
  double product(double[] x, double[] y) {
    return SymmetricMatrix.dot(x, weigh(y));
  }

  /** The slowly moving level in a series of which all changes were taken away. */
  double[] level(double[] x) {
    double[] noisy = SymmetricMatrix.times(noise, weigh(x));
    double[] level = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      level[i] = x[i] - noisy[i];
    }
    return level;
  }

  private void projectOutLevelAndSlope(int[] days) {
    int n = days.length;
    double middle = (days[0] + days[n - 1]) / 2.0;
    double[] level = new double[n];
    double[] slope = new double[n];
    for (int i = 0; i < n; i++) {
      level[i] = 1;
      slope[i] = (days[i] - middle) / n;
    }
    projectOut(level);
    projectOut(slope);
  }

  private void projectOut(double[] column) {
    double[] weighed = weigh(column);
    double norm = SymmetricMatrix.dot(column, weighed);
    for (int i = 0; i < precision.length; i++) {
      for (int j = 0; j < precision.length; j++) {
        precision[i][j] -= weighed[i] * weighed[j] / norm;
      }
    }
  }

  private static double[][] stepGram(double[][] precision) {
    int n = precision.length;
    double[][] gram = new double[n + 1][n + 1];
    for (int i = n - 1; i >= 0; i--) {
      double row = 0;
      for (int j = n - 1; j >= 0; j--) {
        row += precision[i][j];
        gram[i][j] = gram[i + 1][j] + row;
      }
    }
    return gram;
  }
}
