// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Spans of time that touch and together are a period.
 *
 * @param begins of each, ascending, in the period's zone
 * @param end of the last
 */
record Buckets(List<ZonedDateTime> begins, ZonedDateTime end) {
  private static final int MOST = 20_000;

  Buckets {
    begins = List.copyOf(begins);
  }

  /**
   * Cuts a period.
   *
   * @throws IllegalArgumentException if that gives too many
   */
  static Buckets of(Period period, SeriesUnit unit) {
    ZonedDateTime end = period.end().atZone(period.zone());
    List<ZonedDateTime> begins = new ArrayList<>();
    for (ZonedDateTime at = period.start().atZone(period.zone());
        at.isBefore(end);
        at = unit.next(at)) {
      if (begins.size() == MOST) {
        throw new IllegalArgumentException(
            "the period has more than "
                + MOST
                + " "
                + unit.label()
                + "s; write a shorter one, or a longer unit");
      }
      begins.add(at);
    }
    return new Buckets(begins, end);
  }

  int size() {
    return begins.size();
  }

  List<Instant> instants() {
    return begins.stream().map(ZonedDateTime::toInstant).toList();
  }

  ZonedDateTime end(int bucket) {
    return bucket + 1 < begins.size() ? begins.get(bucket + 1) : end;
  }
}
