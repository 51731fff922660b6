// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.metrics.Health;

/**
 * Looks every few seconds how the centre is, on a thread of its own: looking asks the disk and the
 * store, and whoever feeds the watchdog or answers {@code /health} must not hang with them. Any
 * thread reads.
 */
final class HealthWatch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private record Seen(Health health, long atNanos) {}

  private final Supplier<Health> look;
  private final LongSupplier nanoClock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "health");
  private volatile Seen seen;

  /** Begins to look; nothing is wrong before the first look has ended. */
  HealthWatch(Supplier<Health> look) {
    this(look, System::nanoTime);
  }

  HealthWatch(Supplier<Health> look, LongSupplier nanoClock) {
    this.look = look;
    this.nanoClock = nanoClock;
    this.seen = new Seen(Health.OK, nanoClock.getAsLong());
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      do {
        seen = new Seen(now(), nanoClock.getAsLong());
      } while (!closing.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Health now() {
    try {
      return look.get();
    } catch (RuntimeException e) {
      return new Health(List.of("how the centre is cannot be told: " + ErrorText.of(e)));
    }
  }

  /** What was seen last, and that it was long ago if so. Does not wait. */
  Health latest() {
    Seen last = seen;
    long age = nanoClock.getAsLong() - last.atNanos();
    if (age <= PATIENCE.toNanos()) {
      return last.health();
    }
    List<String> reasons = new ArrayList<>(last.health().reasons());
    reasons.add(
        "the disk or the store has not answered for "
            + TimeUnit.NANOSECONDS.toSeconds(age)
            + " seconds");
    return new Health(reasons);
  }

  /** Looks no more; a look that hangs is left to hang. */
  @Override
  public void close() {
    closing.countDown();
  }
}
