// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/** Probabilities of what was seen, or something further out, if nothing had changed. */
final class Tails {
  private Tails() {}

  /** Both tails of the normal distribution beyond |z|. */
  static double normal(double z) {
    return Erfc.value(Math.abs(z) / Math.sqrt(2));
  }

  /** P(Y ≥ count) of a negative binomial, of which mean and variance are given. */
  static double atLeast(double count, double mean, double variance) {
    if (count <= 0) {
      return 1;
    }
    if (variance <= mean * (1 + 1e-9)) {
      return RegularizedGamma.P.value(count, Math.max(mean, 1e-9));
    }
    double size = mean * mean / (variance - mean);
    return RegularizedBeta.value(mean / (size + mean), count, size);
  }

  /** P(Y ≤ count) of a negative binomial, of which mean and variance are given. */
  static double atMost(double count, double mean, double variance) {
    if (variance <= mean * (1 + 1e-9)) {
      return RegularizedGamma.Q.value(count + 1, Math.max(mean, 1e-9));
    }
    double size = mean * mean / (variance - mean);
    return RegularizedBeta.value(size / (size + mean), size, count + 1);
  }
}
