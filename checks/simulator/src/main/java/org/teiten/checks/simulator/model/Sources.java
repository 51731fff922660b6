// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * How a day's count is split among sources.
 *
 * @param perThousandPackets sources a day per thousand packets of that day; the mean of packets per
 *     source is 1000 divided by it
 * @param lifetimeDays mean number of days that a source lives, geometric
 * @param packetsPerSource the distribution with that mean
 */
public record Sources(
    @Default("180") double perThousandPackets,
    @Default("6") double lifetimeDays,
    PacketsPerSource packetsPerSource) {
  public Sources {
    SettingChecks checks =
        new SettingChecks()
            .require(
                perThousandPackets > 0 && perThousandPackets <= 1_000,
                "per_thousand_packets",
                "must be above 0 and at most 1000, not " + perThousandPackets)
            .require(
                lifetimeDays >= 1 && lifetimeDays <= 10_000,
                "lifetime_days",
                "must be 1 to 10000, not " + lifetimeDays);
    checks
        .require(
            1_000 / perThousandPackets <= packetsPerSource.max() * 0.95,
            "packets_per_source.max",
            "is not above the mean of " + 1_000 / perThousandPackets + "; raise it")
        .orThrow();
  }

  /** Mean packets of a source on a day. */
  public double meanPackets() {
    return 1_000 / perThousandPackets;
  }

  /**
   * Pareto, cut off.
   *
   * @param pareto its shape
   * @param max largest number of packets of one source on a day
   */
  public record PacketsPerSource(@Default("1.3") double pareto, @Default("50") double max) {
    public PacketsPerSource {
      new SettingChecks()
          .require(pareto >= 0.5 && pareto <= 10, "pareto", "must be 0.5 to 10, not " + pareto)
          .require(max >= 2 && max <= 1e6, "max", "must be 2 to 1000000, not " + max)
          .orThrow();
    }
  }
}
