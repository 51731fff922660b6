// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import org.teiten.support.config.SettingChecks;

/**
 * The share of packets from a country, or from 40 further ones together.
 *
 * @param country which one, or {@code other}
 * @param q1 in the middle of the first quarter, 0 to 1
 * @param q2 in the middle of the second quarter
 */
public record RegionShare(Country country, double q1, double q2) {
  public RegionShare {
    new SettingChecks()
        .require(!country.equals(Country.ANY), "country", "must be one country, or other")
        .require(q1 >= 0 && q1 <= 1, "q1", "must be a share, 0 to 1, not " + q1)
        .require(q2 >= 0 && q2 <= 1, "q2", "must be a share, 0 to 1, not " + q2)
        .orThrow();
  }
}
