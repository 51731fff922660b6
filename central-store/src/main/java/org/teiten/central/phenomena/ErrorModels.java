// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Error models by their rounded parameters, so that thousands of series share a few dozen. Any
 * thread.
 */
final class ErrorModels {
  private final double slopeVariance;
  private final int[] days;
  private final Map<Long, ErrorModel> models = new ConcurrentHashMap<>();

  ErrorModels(Calendar calendar, double slopeVariance) {
    this.slopeVariance = slopeVariance;
    this.days = calendar.days();
  }

  /** For a series of this noise at this level of counts per day. */
  ErrorModel of(Noise noise, double level) {
    long grade = Math.round(2 * Math.log(Math.max(level, 1e-2)));
    long dispersion = Math.round(3 * Math.log(noise.dispersion()));
    long correlation = Math.round(20 * noise.correlation());
    return models.computeIfAbsent(
        ((grade + 1000) * 10_000 + dispersion + 5000) * 100 + correlation,
        key -> {
          Stabiliser stabiliser = new Stabiliser(Math.exp(dispersion / 3.0));
          double rounded = Math.exp(grade / 2.0);
          return new ErrorModel(
              days,
              stabiliser.shared(rounded),
              correlation / 20.0,
              slopeVariance / stabiliser.relativeVariance(rounded));
        });
  }
}
