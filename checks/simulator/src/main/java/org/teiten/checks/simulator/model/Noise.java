// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * How daily counts scatter.
 *
 * @param k dispersion of the daily count of a (port, country): variance = mean + mean²/k
 * @param dayCorrelation correlation of the daily factor from one day to the next, 0 to below 1
 * @param sensorSpread sigma of the log-normal factor in which sensors differ
 * @param loudSourcesPerMonth mean number of loud sources that begin in a month
 */
public record Noise(
    @Default("8") double k,
    @Default("0") double dayCorrelation,
    @Default("0") double sensorSpread,
    @Default("0") double loudSourcesPerMonth) {
  public Noise {
    new SettingChecks()
        .require(k >= 0.1 && k <= 1e6, "k", "must be 0.1 to 1000000, not " + k)
        .require(
            dayCorrelation >= 0 && dayCorrelation <= 0.99,
            "day_correlation",
            "must be 0 to 0.99, not " + dayCorrelation)
        .require(
            sensorSpread >= 0 && sensorSpread <= 3,
            "sensor_spread",
            "must be 0 to 3, not " + sensorSpread)
        .require(
            loudSourcesPerMonth >= 0 && loudSourcesPerMonth <= 10_000,
            "loud_sources_per_month",
            "must be 0 to 10000, not " + loudSourcesPerMonth)
        .orThrow();
  }
}
