// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * A change on top of a port's base level, with sources of its own.
 *
 * @param port which one
 * @param country where from; {@code any}: every country in its share
 * @param except of {@code any}, countries that have no part
 * @param from first day
 * @param to last day, if it ends (a burst)
 * @param factor packets added, as a multiple of the port's base level on that day; negative: taken
 *     away, at most what is there
 * @param packets instead of {@code factor}: packets added per monitored address and day
 * @param shape how it comes
 * @param rampDays how long a ramp rises
 * @param networks if given, the sources are of these networks, in equal parts
 * @param fingerprints share of its packets by mark; absent: as the port's
 */
public record Change(
    PortKey port,
    @Default("any") Country country,
    @Default("[]") List<Country> except,
    LocalDate from,
    Optional<LocalDate> to,
    Optional<Double> factor,
    Optional<Double> packets,
    @Default("step") Shape shape,
    @Default("14") int rampDays,
    @Default("[]") List<AsNumber> networks,
    Optional<Map<String, Double>> fingerprints) {
  private static final double PERIOD_DAYS = 14;

  public Change {
    SettingChecks checks =
        new SettingChecks()
            .require(port.isPort(), "port", "must be one port")
            .require(
                port.protocol() != PortKey.ICMP || Levels.isRequest(port.number()),
                "port",
                "is no ICMP request, so no scan")
            .require(!country.equals(Country.OTHER), "country", "must be one country, or any")
            .require(
                except.isEmpty() || country.equals(Country.ANY),
                "except",
                "has a meaning only with country: any")
            .require(except.stream().allMatch(Country::isCountry), "except", "must be countries")
            .require(to.isEmpty() || !to.get().isBefore(from), "to", "is before " + from)
            .require(
                factor.isPresent() != packets.isPresent(),
                "factor",
                "write either factor or packets")
            .require(
                factor.isEmpty() || (factor.get() >= -1 && factor.get() <= 10_000),
                "factor",
                "must be -1 to 10000")
            .require(
                packets.isEmpty() || (packets.get() > 0 && packets.get() <= 1e6),
                "packets",
                "must be above 0 and at most 1000000")
            .require(
                networks.isEmpty() || factor.isEmpty() || factor.get() > 0,
                "networks",
                "cannot be given for a fall")
            .require(rampDays >= 1 && rampDays <= 366, "ramp_days", "must be 1 to 366");
    fingerprints.ifPresent(shares -> Mark.check(checks, shares, port));
    checks.orThrow();
  }

  /** Whether that country has a part. */
  public boolean includes(Country one) {
    return country.equals(Country.ANY) ? !except.contains(one) : country.equals(one);
  }

  /** What the shape makes of the change on that day: 0 before and after, else about 1. */
  public double weight(LocalDate day) {
    if (day.isBefore(from) || (to.isPresent() && day.isAfter(to.get()))) {
      return 0;
    }
    long days = ChronoUnit.DAYS.between(from, day);
    return switch (shape) {
      case STEP -> 1;
      case RAMP -> Math.min(1, (days + 1) / (double) rampDays);
      case FLUCTUATING -> 1 + 0.5 * StrictMath.cos(2 * Math.PI * days / PERIOD_DAYS);
    };
  }
}
