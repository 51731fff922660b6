// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.nio.charset.StandardCharsets;

/**
 * Random numbers that are the same on every machine and every Java, since a batch's id is a hash of
 * model and seed, and two different batches of one id would be a conflict.
 *
 * <p>Design note: own samplers, because those of libraries use {@code Math.log} and its like, whose
 * last bit may differ between platforms. Generator: SplitMix64 (Steele, Lea, Flood 2014). Gamma:
 * Marsaglia and Tsang 2000. Poisson: inversion, from a mean of 30 on PTRS (Hörmann 1993).
 */
public final class Draws {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double LARGE_MEAN = 30;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  private long state;

  public Draws(long seed) {
    this.state = mix(seed);
  }

  /** A sequence of its own for a purpose, whatever else is drawn. */
  public static Draws of(long seed, String purpose) {
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return new Draws(mix(seed) ^ mix(hash));
  }

  /** Scatters the bits of a number; a bijection. */
  public static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }

  /** 64 random bits. */
  public long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** Between 0 and 1, neither of them. */
  public double uniform() {
    return unit(next());
  }

  /** The bits as a number between 0 and 1. */
  static double unit(long bits) {
    return ((bits >>> 11) + 0.5) * 0x1.0p-53;
  }

  /** 0 to below n. */
  public int below(int n) {
    return (int) (((next() >>> 32) * n) >>> 32);
  }

  /** 0 to below n, of more than 32 bits. */
  long below(long n) {
    return Math.min(n - 1, (long) (uniform() * n));
  }

  /** The number below or above, so that the mean is right. */
  int rounded(double value) {
    double floor = Math.floor(value);
    return (int) floor + (uniform() < value - floor ? 1 : 0);
  }

  double normal() {
    while (true) {
      double u = 2 * uniform() - 1;
      double v = 2 * uniform() - 1;
      double s = u * u + v * v;
      if (s < 1 && s > 0) {
        return u * Math.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }

  /** Gamma of that shape and scale 1. */
  double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * StrictMath.pow(uniform(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal();
      double t = 1 + c * x;
      if (t <= 0) {
        continue;
      }
      double v = t * t * t;
      double u = uniform();
      if (u < 1 - 0.0331 * x * x * x * x
          || StrictMath.log(u) < 0.5 * x * x + d * (1 - v + StrictMath.log(v))) {
        return d * v;
      }
    }
  }

  int poisson(double mean) {
    if (mean <= 0) {
      return 0;
    }
    return mean < LARGE_MEAN ? poissonByInversion(mean) : poissonByRejection(mean);
  }

  private int poissonByInversion(double mean) {
    double u = uniform();
    double p = StrictMath.exp(-mean);
    int k = 0;
    while (u > p && k < 1_000) {
      u -= p;
      k++;
      p *= mean / k;
    }
    return k;
  }

  private int poissonByRejection(double mean) {
    double logMean = StrictMath.log(mean);
    double b = 0.931 + 2.53 * Math.sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    double vr = 0.9277 - 3.6224 / (b - 2);
    while (true) {
      double u = uniform() - 0.5;
      double v = uniform();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= vr) {
        return (int) k;
      }
      if (k < 0 || (us < 0.013 && v > us)) {
        continue;
      }
      if (StrictMath.log(v) + StrictMath.log(inverseAlpha) - StrictMath.log(a / (us * us) + b)
          <= -mean + k * logMean - logFactorial(k)) {
        return (int) k;
      }
    }
  }

  /** Stirling's series; good to 1e-10 once shifted past 10. */
  private static double logFactorial(double k) {
    double x = k + 1;
    double shift = 0;
    while (x < 10) {
      shift += StrictMath.log(x);
      x++;
    }
    double r = 1 / (x * x);
    return (x - 0.5) * StrictMath.log(x)
        - x
        + HALF_LOG_TWO_PI
        + (1.0 / 12 - r * (1.0 / 360 - r / 1_260)) / x
        - shift;
  }
}
