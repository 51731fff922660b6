// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Something that must go on while the process lives.
 *
 * @param name of its thread, such as {@code capture}
 * @param progress a number that changes as long as the duty goes on; any thread may read it
 * @param patience how long it may stand still without being stuck: longer than it ever waits
 */
public record Duty(String name, LongSupplier progress, Duration patience) {
  /** A duty that may stand still for as long as it likes, but whose thread must not end. */
  public static Duty alive(Thread thread, Duration patience) {
    AtomicLong seenAlive = new AtomicLong();
    return new Duty(
        thread.getName(),
        () -> thread.isAlive() ? seenAlive.incrementAndGet() : seenAlive.get(),
        patience);
  }
}
