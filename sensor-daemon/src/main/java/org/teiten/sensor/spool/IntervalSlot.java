// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.teiten.capture.aggregate.ClosedInterval;

/**
 * Room for one interval on its way from metering to the spool, without locks: {@link #offer} never
 * waits, from any one thread at a time; {@link #await} waits, on one thread. jcstress tests of
 * {@code checks/concurrency} show that none is lost, doubled or overslept.
 */
final class IntervalSlot {
  private final AtomicReference<ClosedInterval> slot = new AtomicReference<>();
  private volatile Thread reader;
  private volatile boolean closing;

  /** Puts an interval here, if the one before is {@link #done}. */
  boolean offer(ClosedInterval interval) {
    if (!slot.compareAndSet(null, interval)) {
      return false;
    }
    LockSupport.unpark(reader);
    return true;
  }

  /** The interval that is here, as soon as there is one; null if none is and none will be. */
  ClosedInterval await() {
    reader = Thread.currentThread();
    while (true) {
      boolean last = closing;
      ClosedInterval interval = slot.get();
      if (interval != null || last) {
        return interval;
      }
      LockSupport.park(this);
    }
  }

  /** Makes room for the next. */
  void done() {
    slot.set(null);
  }

  /** Nothing will be offered any more. */
  void close() {
    closing = true;
    LockSupport.unpark(reader);
  }
}
