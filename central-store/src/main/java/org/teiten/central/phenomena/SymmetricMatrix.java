// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/** The little linear algebra that the error model needs. */
final class SymmetricMatrix {
  private SymmetricMatrix() {}

  /** Inverse of a positive definite matrix, of which the lower triangle is read and destroyed. */
  static double[][] inverse(double[][] lower) {
    int n = lower.length;
    choleskyInPlace(lower);
    double[][] root = invertTriangle(lower);
    double[][] inverse = new double[n][n];
    for (int k = 0; k < n; k++) {
      double[] row = root[k];
      for (int i = 0; i <= k; i++) {
        double factor = row[i];
        double[] target = inverse[i];
        for (int j = 0; j <= i; j++) {
          target[j] += factor * row[j];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        inverse[j][i] = inverse[i][j];
      }
    }
    return inverse;
  }

  /** Solves a small positive definite system; the matrix is destroyed. */
  static double[] solve(double[][] matrix, double[] right) {
    return times(inverse(matrix), right);
  }

  static double[] times(double[][] matrix, double[] x) {
    double[] product = new double[matrix.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = dot(matrix[i], x);
    }
    return product;
  }

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static void choleskyInPlace(double[][] lower) {
    for (int i = 0; i < lower.length; i++) {
      double[] row = lower[i];
      for (int j = 0; j <= i; j++) {
        double sum = row[j];
        double[] other = lower[j];
        for (int k = 0; k < j; k++) {
          sum -= row[k] * other[k];
        }
        if (i == j) {
          if (!(sum > 0)) {
            throw new IllegalArgumentException("not positive definite at row " + i + ": " + sum);
          }
          row[i] = Math.sqrt(sum);
        } else {
          row[j] = sum / other[j];
        }
      }
    }
  }

  private static double[][] invertTriangle(double[][] root) {
    int n = root.length;
    double[][] inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      inverse[i][i] = 1 / root[i][i];
      for (int k = 0; k < i; k++) {
        double factor = root[i][k] * inverse[i][i];
        for (int j = 0; j <= k; j++) {
          inverse[i][j] -= factor * inverse[k][j];
        }
      }
    }
    return inverse;
  }
}
