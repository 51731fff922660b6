// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Whole days in a zone.
 *
 * @param from first day
 * @param to last day, included
 * @param zone whose days they are
 */
public record Period(LocalDate from, LocalDate to, ZoneId zone) {
  private static final int MONTHS_OF_QUARTER = 3;

  public Period {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "the period ends on " + to + ", before it begins on " + from);
    }
  }

  /** The first instant. */
  public Instant start() {
    return from.atStartOfDay(zone).toInstant();
  }

  /** The first instant after. */
  public Instant end() {
    return to.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** Its length in days of 86,400 seconds: a day may have 23 or 25 hours. */
  public double days() {
    return ChronoUnit.SECONDS.between(start(), end()) / 86_400.0;
  }

  /**
   * The period before, with which this one is compared: the calendar quarter or month before, where
   * this is one, else as many days before.
   */
  public Period previous() {
    LocalDate day = from.minusDays(1);
    if (isMonths(MONTHS_OF_QUARTER) && (from.getMonthValue() - 1) % MONTHS_OF_QUARTER == 0) {
      return new Period(from.minusMonths(MONTHS_OF_QUARTER), day, zone);
    }
    if (isMonths(1)) {
      return new Period(from.minusMonths(1), day, zone);
    }
    return new Period(from.minusDays(ChronoUnit.DAYS.between(from, to) + 1), day, zone);
  }

  private boolean isMonths(int months) {
    return from.getDayOfMonth() == 1 && from.plusMonths(months).minusDays(1).equals(to);
  }
}
