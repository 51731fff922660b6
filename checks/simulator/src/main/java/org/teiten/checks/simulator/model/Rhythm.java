// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * Amplitudes of week and day, relative to the mean.
 *
 * @param weekday 0 to below 1; most on Tuesdays
 * @param hour 0 to below 1; most at 14 o'clock in the model's zone
 */
public record Rhythm(@Default("0") double weekday, @Default("0") double hour) {
  private static final double PEAK_HOUR = 14;

  public Rhythm {
    new SettingChecks()
        .require(weekday >= 0 && weekday < 1, "weekday", "must be 0 to below 1, not " + weekday)
        .require(hour >= 0 && hour < 1, "hour", "must be 0 to below 1, not " + hour)
        .orThrow();
  }

  /** The factor of a day; its mean over a week is 1. */
  public double factor(LocalDate day) {
    int days = day.getDayOfWeek().getValue() - DayOfWeek.TUESDAY.getValue();
    return 1 + weekday * StrictMath.cos(2 * Math.PI * days / 7);
  }

  /** The factor of an hour, 0 to 24; its mean over a day is 1. */
  public double factor(double hourOfDay) {
    return 1 + hour * StrictMath.cos(2 * Math.PI * (hourOfDay - PEAK_HOUR) / 24);
  }
}
