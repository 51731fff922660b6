// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/**
 * A series made ready for the scan: of all countries of a port together, or of one country against
 * what the others do.
 *
 * @param counts the port
 * @param country null for what all do together
 * @param stabiliser of its counts
 * @param noise of its daily factor
 * @param origin counts that would be usual, per observed day
 * @param values stabilised counts less stabilised origin
 * @param toPackets packets per count, per observed day
 * @param model its error model
 * @param variance of the values over that of the model
 */
@SuppressWarnings("ArrayRecordComponent")
record Watched(
    PortCounts counts,
    String country,
    Stabiliser stabiliser,
    Noise noise,
    double[] origin,
    double[] values,
    double[] toPackets,
    ErrorModel model,
    double variance) {
  private static final double LEAST_VARIANCE = 0.8;
  private static final double PRIOR_DAYS = 30;

  /** What all countries of a port do together. */
  static Watched common(PortCounts counts, CommonIndex index, Noise noise, ErrorModels models) {
    int n = counts.size();
    double[] origin = new double[n];
    double[] toPackets = new double[n];
    for (int i = 0; i < n; i++) {
      origin[i] = index.effective();
      toPackets[i] = counts.exposure()[i] * counts.usual() / index.effective();
    }
    return of(counts, null, index.counts(), origin, toPackets, noise, models);
  }

  /** One country of a port against the others. */
  static Watched country(
      PortCounts counts, String country, CommonIndex others, Noise noise, ErrorModels models) {
    int n = counts.size();
    double usual = counts.usual(country);
    double[] common = others.steadied(new Stabiliser(noise.dispersion()).relativeVariance(usual));
    double[] origin = new double[n];
    double[] toPackets = new double[n];
    for (int i = 0; i < n; i++) {
      origin[i] = usual * counts.exposure()[i] * common[i];
      toPackets[i] = 1;
    }
    return of(counts, country, counts.packets().get(country), origin, toPackets, noise, models);
  }

  private static Watched of(
      PortCounts counts,
      String country,
      double[] observed,
      double[] origin,
      double[] toPackets,
      Noise noise,
      ErrorModels models) {
    Stabiliser stabiliser = new Stabiliser(noise.dispersion());
    double[] values = new double[observed.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = stabiliser.stable(observed[i]) - stabiliser.stable(origin[i]);
    }
    double level = Statistics.median(origin);
    double shared = stabiliser.shared(level);
    double expected = 2 * (shared * (1 - noise.correlation()) + 1 - shared);
    double own = Statistics.differenceVariance(values, 1) / expected;
    double variance =
        Math.max(LEAST_VARIANCE, (own * values.length + PRIOR_DAYS) / (values.length + PRIOR_DAYS));
    return new Watched(
        counts,
        country,
        stabiliser,
        noise,
        origin,
        values,
        toPackets,
        models.of(noise, level),
        variance);
  }

  /** Packets on a day whose stabilised value is this. */
  double packets(int index, double value) {
    return stabiliser.count(stabiliser.stable(origin[index]) + value) * toPackets[index];
  }
}
