// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import java.time.LocalDate;
import org.teiten.flowtuple.SensorId;
import org.teiten.support.config.SettingChecks;

/**
 * Days on which a sensor observed nothing, and said so: neither data nor interval headers.
 *
 * @param sensor which one
 * @param from first day
 * @param to last day
 */
public record Outage(SensorId sensor, LocalDate from, LocalDate to) {
  public Outage {
    new SettingChecks().require(!to.isBefore(from), "to", "is before " + from).orThrow();
  }

  /** Whether the sensor was away on that day. */
  public boolean covers(SensorId who, LocalDate day) {
    return sensor.equals(who) && !day.isBefore(from) && !day.isAfter(to);
  }
}
