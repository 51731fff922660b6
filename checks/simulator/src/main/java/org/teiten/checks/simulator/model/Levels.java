// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;

/** What a model expects on a day, before noise and weekday; packets per monitored address. */
public final class Levels {
  private final SimulationModel model;
  private final LocalDate middleOfFirst;
  private final LocalDate middleOfSecond;

  public Levels(SimulationModel model) {
    this.model = model;
    LocalDate quarter =
        model
            .from()
            .withDayOfMonth(1)
            .withMonth(model.from().get(IsoFields.QUARTER_OF_YEAR) * 3 - 2);
    this.middleOfFirst = quarter.plusMonths(1).withDayOfMonth(15);
    this.middleOfSecond = quarter.plusMonths(4).withDayOfMonth(15);
  }

  /** The base level of a port. */
  public double base(PortLevel port, LocalDate day) {
    return between(port.q1(), port.q2(), day);
  }

  /** The share of a region, so that all add up to 1. */
  public double share(RegionShare region, LocalDate day) {
    double sum = 0;
    for (RegionShare each : model.regions()) {
      sum += between(each.q1(), each.q2(), day);
    }
    return between(region.q1(), region.q2(), day) / sum;
  }

  /** What a change adds, or, negative, takes away. */
  public double added(Change change, LocalDate day) {
    double weight = change.weight(day);
    if (weight == 0) {
      return 0;
    }
    return weight
        * change
            .packets()
            .orElseGet(() -> change.factor().orElseThrow() * base(model.level(change.port()), day));
  }

  /** Level of a port with its changes; a fall takes at most what is there. */
  public double expected(PortKey port, LocalDate day) {
    double level =
        model.ports().stream()
            .filter(each -> each.port().equals(port))
            .mapToDouble(each -> base(each, day))
            .sum();
    for (Change change : model.changes()) {
      if (change.port().equals(port)) {
        level += added(change, day);
      }
    }
    return Math.max(0, level);
  }

  /** Backscatter, so that it has its share of all packets of the base level. */
  public double backscatter(LocalDate day) {
    double scan = 0;
    for (PortLevel port : model.ports()) {
      scan += base(port, day);
    }
    double share = model.backscatter().share();
    return scan * share / (1 - share);
  }

  private double between(double q1, double q2, LocalDate day) {
    double whole = ChronoUnit.DAYS.between(middleOfFirst, middleOfSecond);
    double part = ChronoUnit.DAYS.between(middleOfFirst, day) / whole;
    return q1 + (q2 - q1) * Math.max(0, Math.min(1, part));
  }

  /** Whether an ICMP type is a request, so a scan (design §10). */
  static boolean isRequest(int icmpType) {
    return icmpType == 8 || icmpType == 10 || icmpType == 13 || icmpType == 15 || icmpType == 17;
  }
}
