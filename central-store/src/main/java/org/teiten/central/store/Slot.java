// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A span of time in UTC that a rollup has sums of; each is made of whole ones of the one before.
 */
enum Slot {
  HOUR("hour", ChronoUnit.HOURS),
  DAY("day", ChronoUnit.DAYS),
  MONTH("month", ChronoUnit.MONTHS);

  private final String label;
  private final ChronoUnit unit;

  Slot(String label, ChronoUnit unit) {
    this.label = label;
    this.unit = unit;
  }

  /** As DuckDB's {@code date_trunc} calls it. */
  String label() {
    return label;
  }

  /** The last one that begins at an instant or before. */
  Instant floor(Instant instant) {
    ZonedDateTime at = instant.atZone(ZoneOffset.UTC);
    return (this == MONTH
            ? at.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1)
            : at.truncatedTo(unit))
        .toInstant();
  }

  /** The first one that begins at an instant or later. */
  Instant ceiling(Instant instant) {
    Instant floor = floor(instant);
    return floor.equals(instant) ? instant : floor.atZone(ZoneOffset.UTC).plus(1, unit).toInstant();
  }

  /** The bound between two that is next to an instant. */
  Instant nearest(Instant instant) {
    Instant before = floor(instant);
    Instant after = ceiling(instant);
    return Duration.between(before, instant).compareTo(Duration.between(instant, after)) <= 0
        ? before
        : after;
  }

  /** Whether all these are bounds. */
  boolean bounds(List<Instant> instants) {
    return instants.stream().allMatch(one -> floor(one).equals(one));
  }
}
