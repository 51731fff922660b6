// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import java.time.LocalDate;
import java.util.Optional;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * One address that sends much; beside those that {@link Noise} makes at random.
 *
 * @param port which one, or {@code all}
 * @param country where from
 * @param network its AS, if it matters
 * @param sensor the sensor that it sends to, or {@code all}
 * @param from first day
 * @param to last day
 * @param packets mean packets a day in all
 * @param fingerprint mirai, zmap or masscan
 */
public record LoudSource(
    PortKey port,
    Country country,
    Optional<AsNumber> network,
    @Default("all") String sensor,
    LocalDate from,
    LocalDate to,
    double packets,
    Optional<String> fingerprint) {
  public LoudSource {
    new SettingChecks()
        .require(!port.equals(PortKey.OTHER), "port", "must be one port, or all")
        .require(country.isCountry(), "country", "must be one country")
        .require(!to.isBefore(from), "to", "is before " + from)
        .require(packets > 0 && packets <= 1e7, "packets", "must be above 0, at most 10000000")
        .require(
            fingerprint.isEmpty() || Mark.ofKey(fingerprint.get()) != Mark.NONE,
            "fingerprint",
            "unknown; known are mirai, zmap, masscan")
        .orThrow();
  }

  /** The mark its TCP packets bear. */
  public Mark mark() {
    return fingerprint.map(Mark::ofKey).orElse(Mark.NONE);
  }
}
