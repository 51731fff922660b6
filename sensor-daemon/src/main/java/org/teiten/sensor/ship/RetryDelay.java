// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to leave the centre alone. After failures: capped exponential backoff with full jitter
 * (Brooker, "Exponential Backoff and Jitter", 2015), so that a network of sensors does not return
 * as one; when the path is at fault: a few minutes; else what the centre asked for, and a little
 * more.
 */
final class RetryDelay {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration CAP = Duration.ofMinutes(5);
  private static final Duration PATH_AT_LEAST = Duration.ofMinutes(2);
  private static final Duration PATH_AT_MOST = Duration.ofMinutes(4);
  private static final int MAX_DOUBLINGS = 10;

  private final RandomGenerator random;
  private int failures;

  RetryDelay(RandomGenerator random) {
    this.random = random;
  }

  void reset() {
    failures = 0;
  }

  Duration afterFailure(Optional<Duration> asked) {
    long ceiling = FIRST.toMillis() << Math.min(failures, MAX_DOUBLINGS);
    failures++;
    return asked
        .map(this::asked)
        .orElseGet(() -> Duration.ofMillis(random.nextLong(Math.min(ceiling, CAP.toMillis()) + 1)));
  }

  /** What the centre asked for, and up to a tenth more. */
  Duration asked(Duration wait) {
    long millis = wait.toMillis();
    return Duration.ofMillis(millis + random.nextLong(millis / 10 + 1));
  }

  Duration afterPathFault() {
    long spread = PATH_AT_MOST.minus(PATH_AT_LEAST).toMillis();
    return PATH_AT_LEAST.plusMillis(random.nextLong(spread + 1));
  }
}
