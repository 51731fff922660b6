// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * How far this host's clock is ahead of the centre's, by the {@code Date} of its answers. That is
 * in whole seconds, and when within the exchange it was written is not known: the error is at most
 * half a second and half the exchange, so only short exchanges are used. Any thread.
 */
final class ClockOffset {
  private static final Duration LONGEST_EXCHANGE = Duration.ofSeconds(2);
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  private volatile double seconds = Double.NaN;

  /** Seconds, positive if this clock is ahead; NaN until an answer has told. */
  double seconds() {
    return seconds;
  }

  /** Learns from an answer. */
  void learn(Instant asked, Instant answered, HttpHeaders headers) {
    Duration exchange = Duration.between(asked, answered);
    if (exchange.isNegative() || exchange.compareTo(LONGEST_EXCHANGE) > 0) {
      return;
    }
    headers.firstValue("Date").ifPresent(date -> learn(asked.plus(exchange.dividedBy(2)), date));
  }

  private void learn(Instant middle, String date) {
    try {
      Instant theirs =
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant()
              .plus(HALF_A_SECOND);
      seconds = Duration.between(theirs, middle).toMillis() / 1_000.0;
    } catch (DateTimeException e) {
      // not a date: nothing is learnt
    }
  }
}
