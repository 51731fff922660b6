// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** How long the buckets of a series are, in the zone of its question. */
public enum SeriesUnit {
  HOUR,
  DAY,
  /** From Monday on; the first and the last may be cut by the period. */
  WEEK;

  /** The word used in options and answers. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** When the bucket after the one that an instant lies in begins. */
  ZonedDateTime next(ZonedDateTime instant) {
    return switch (this) {
      case HOUR -> instant.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      case DAY -> instant.toLocalDate().plusDays(1).atStartOfDay(instant.getZone());
      case WEEK ->
          instant
              .toLocalDate()
              .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
              .atStartOfDay(instant.getZone());
    };
  }
}
