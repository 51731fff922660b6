// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.capture.aggregate.IntervalSink;
import org.teiten.sensor.spool.SpoolCounters.Drop;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;

/**
 * The duty of the spool thread: takes one closed interval at a time from the metering thread and
 * writes it. While it writes, {@link #offer} says no and the open interval grows.
 */
public final class SpoolWriter implements IntervalSink, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);
  private static final String CAUSE = "write";

  private final Spool spool;
  private final DistinctCauseLog causes = new DistinctCauseLog(LOG);
  private final AtomicReference<ClosedInterval> slot = new AtomicReference<>();
  private volatile Thread thread;
  private volatile boolean closing;
  private volatile boolean failing;

  public SpoolWriter(Spool spool) {
    this.spool = spool;
  }

  @Override
  public boolean offer(ClosedInterval interval) {
    if (!slot.compareAndSet(null, interval)) {
      return false;
    }
    LockSupport.unpark(thread);
    return true;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    while (true) {
      ClosedInterval interval = slot.get();
      if (interval != null) {
        write(interval);
        slot.set(null);
      } else if (closing) {
        return;
      } else {
        LockSupport.park(this);
      }
    }
  }

  private void write(ClosedInterval interval) {
    try {
      spool.append(interval);
      failing = false;
      causes.recovered(CAUSE, "the spool takes batches again");
    } catch (IOException e) {
      failing = true;
      spool.counters().dropped(Drop.DISK, interval.header().packets());
      causes.failed(
          Level.ERROR,
          CAUSE,
          "an interval is lost, the spool did not take it: "
              + ErrorText.of(e)
              + "; capturing goes on, make room");
    } catch (RuntimeException e) {
      spool.counters().dropped(Drop.BUG, interval.header().packets());
      LOG.error("an interval is lost by a bug, please report it", e);
    } finally {
      interval.release();
    }
  }

  /** Whether the last interval found no room on the disk. */
  public boolean isFailing() {
    return failing;
  }

  /** Writes what was offered and ends {@link #run}. Offer nothing after this. */
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
  }
}
