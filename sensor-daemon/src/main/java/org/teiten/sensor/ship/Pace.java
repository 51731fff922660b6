// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.teiten.support.config.ByteSize;

/**
 * Keeps the mean rate within a bound: after a batch nothing is sent for as long as it would have
 * taken at that rate. Within one batch the network decides.
 */
final class Pace {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final long bytesPerSecond;
  private final LongSupplier nanoClock;
  private long freeAtNanos;

  /**
   * Makes a pace.
   *
   * @param rate bytes a second; none means no bound
   */
  Pace(Optional<ByteSize> rate, LongSupplier nanoClock) {
    this.bytesPerSecond = rate.map(ByteSize::bytes).orElse(0L);
    this.nanoClock = nanoClock;
    this.freeAtNanos = nanoClock.getAsLong();
  }

  /** How long nothing may be sent. */
  Duration left() {
    long left = freeAtNanos - nanoClock.getAsLong();
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  /** Notes that so many bytes are on their way. */
  void sent(long bytes) {
    if (bytesPerSecond > 0) {
      long now = nanoClock.getAsLong();
      long nanos = (long) ((double) bytes / bytesPerSecond * NANOS_PER_SECOND);
      freeAtNanos = Math.max(freeAtNanos, now) + nanos;
    }
  }
}
