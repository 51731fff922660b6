// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What a duty that waits for others tells of itself: that it moved, or until when it waits. As long
 * as the wait may last it counts as moving. Written by the duty's thread, read by any.
 */
public final class DutyProgress implements LongSupplier {
  private final LongSupplier nanoClock;
  private final AtomicLong turns = new AtomicLong();
  private volatile long waitsUntilNanos;

  public DutyProgress() {
    this(System::nanoTime);
  }

  DutyProgress(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.waitsUntilNanos = nanoClock.getAsLong();
  }

  /** The duty turned, and waits for nothing. */
  public void moved() {
    waits(Duration.ZERO);
  }

  /** The duty waits for something, at most that long. */
  public void waits(Duration atMost) {
    turns.incrementAndGet();
    waitsUntilNanos = nanoClock.getAsLong() + atMost.toNanos();
  }

  /** Differs from the last reading as long as the duty moves or may wait. */
  @Override
  public long getAsLong() {
    boolean waiting = waitsUntilNanos - nanoClock.getAsLong() > 0;
    return waiting ? turns.incrementAndGet() : turns.get();
  }
}
