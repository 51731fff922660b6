// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/**
 * Makes the spread of negative binomial counts the same at every level: for variance mean + c
 * mean², 2 asinh(sqrt(c (y + 3/8))) / sqrt(c) has variance near 1 (Anscombe, Biometrika 35, 1948,
 * p. 246). For large c·y it is a logarithm, for small c·y the square root.
 *
 * @param dispersion c, above 0
 */
record Stabiliser(double dispersion) {
  private static final double SHIFT = 0.375;

  double stable(double count) {
    double root = Math.sqrt(dispersion);
    double under = root * Math.sqrt(count + SHIFT);
    return 2 * Math.log(under + Math.sqrt(under * under + 1)) / root;
  }

  double count(double stable) {
    double root = Math.sqrt(dispersion);
    double sinh = Math.sinh(Math.max(0, stable) * root / 2);
    return Math.max(0, sinh * sinh / dispersion - SHIFT);
  }

  /** Part of the variance at this level that is not counting noise, 0 to 1. */
  double shared(double count) {
    return dispersion * count / (1 + dispersion * count);
  }

  /** Variance of the logarithm of a count at this level. */
  double relativeVariance(double count) {
    return dispersion + 1 / Math.max(count, 1e-3);
  }
}
