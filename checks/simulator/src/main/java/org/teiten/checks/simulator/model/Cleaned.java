// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import java.time.LocalDate;
import java.util.List;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * Sources that somebody puts an end to: they send nothing more, and nobody sends in their place.
 *
 * @param sources these addresses; if there are none, those that sent before {@code from}
 * @param port only what they send there ends, {@code all}: all of it
 * @param country only sources from there
 * @param from first day on which one may be silent
 * @param share of them that is cleaned, drawn for each
 * @param delayDays mean of the exponential time from {@code from} to the first silent day, 0: at
 *     once
 */
public record Cleaned(
    @Default("[]") List<SourceAddress> sources,
    @Default("all") PortKey port,
    @Default("any") Country country,
    LocalDate from,
    @Default("1") double share,
    @Default("0") double delayDays) {
  public Cleaned {
    new SettingChecks()
        .require(!port.equals(PortKey.OTHER), "port", "must be one port, or all")
        .require(!country.equals(Country.OTHER), "country", "must be one country, or any")
        .require(share > 0 && share <= 1, "share", "must be above 0 and at most 1, not " + share)
        .require(
            delayDays >= 0 && delayDays <= 366, "delay_days", "must be 0 to 366, not " + delayDays)
        .orThrow();
  }
}
