// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import java.time.LocalDate;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * Somebody whom a flood with spoofed sources hits, and whose replies arrive here.
 *
 * @param port the service attacked
 * @param country where it is
 * @param from first day
 * @param to last day
 * @param packets backscatter per monitored address and day, of all its addresses together
 * @param addresses how many addresses are attacked
 */
public record Victim(
    PortKey port,
    Country country,
    LocalDate from,
    LocalDate to,
    double packets,
    @Default("1") int addresses) {
  public Victim {
    new SettingChecks()
        .require(port.isPort(), "port", "must be one port")
        .require(
            port.protocol() == PortKey.TCP || port.equals(new PortKey(PortKey.UDP, 53)),
            "port",
            "must be a TCP port or 53/udp: other floods leave no backscatter here")
        .require(country.isCountry(), "country", "must be one country")
        .require(!to.isBefore(from), "to", "is before " + from)
        .require(packets > 0 && packets <= 1e6, "packets", "must be above 0, at most 1000000")
        .require(addresses >= 1 && addresses <= 65_536, "addresses", "must be 1 to 65536")
        .orThrow();
  }
}
