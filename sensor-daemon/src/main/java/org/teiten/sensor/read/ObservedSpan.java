// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The time that captures observed, where it is more than from their first to their last packet.
 *
 * @param fromMicros first instant observed, microseconds since 1970, UTC
 * @param toMicros first instant no longer observed
 */
record ObservedSpan(long fromMicros, long toMicros) {
  private static final long MAX_DAYS = 3_660;
  private static final String FORM =
      "write FROM/TO with zone, such as 2017-04-01T00:00:00Z/2017-05-01T00:00:00Z";

  ObservedSpan {
    if (fromMicros < 0 || toMicros <= fromMicros) {
      throw new IllegalArgumentException("FROM must lie before TO and after 1970; " + FORM);
    }
    if (toMicros - fromMicros > MAX_DAYS * 86_400_000_000L) {
      throw new IllegalArgumentException("FROM and TO may lie at most ten years apart");
    }
  }

  static ObservedSpan parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("\"" + text + "\" is not a span of time; " + FORM);
    }
    return new ObservedSpan(micros(text.substring(0, slash)), micros(text.substring(slash + 1)));
  }

  /** A time with its zone, microseconds since 1970, UTC. */
  static long micros(String text) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a time; write it with zone, such as 2017-04-01T00:00:00Z", e);
    }
  }
}
