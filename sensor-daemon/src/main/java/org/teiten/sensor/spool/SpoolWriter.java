// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.IOException;
import java.util.function.Consumer;
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
 * writes it. While it writes, {@link #offer} says no and the open interval grows. An interval for
 * which there is no memory is lost and counted, and the thread goes on; any other {@link Error}
 * ends it, which the watchdog sees.
 */
public final class SpoolWriter implements IntervalSink, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);
  private static final String CAUSE = "write";

  private final Spool spool;
  private final Consumer<ClosedInterval> seen;
  private final DistinctCauseLog causes = new DistinctCauseLog(LOG);
  private final IntervalSlot slot = new IntervalSlot();
  private volatile boolean failing;

  /**
   * Prepares it.
   *
   * @param seen looks at each interval after it was written, or could not be
   */
  public SpoolWriter(Spool spool, Consumer<ClosedInterval> seen) {
    this.spool = spool;
    this.seen = seen;
  }

  @Override
  public boolean offer(ClosedInterval interval) {
    return slot.offer(interval);
  }

  @Override
  public void run() {
    for (ClosedInterval next = slot.await(); next != null; next = slot.await()) {
      try {
        write(next);
        show(next);
      } finally {
        next.release();
      }
      slot.done();
    }
  }

  private void write(ClosedInterval interval) {
    spool.counters().offered(interval.header().packets());
    try {
      spool.append(interval);
      failing = false;
      causes.recovered(CAUSE, "the spool takes batches again");
    } catch (IOException e) {
      failed(
          interval,
          Drop.DISK,
          "the spool did not take it: " + ErrorText.of(e) + "; capturing goes on, make room");
    } catch (OutOfMemoryError e) {
      failed(
          interval,
          Drop.MEMORY,
          "there was no memory to write it; give Java more (-Xmx in TEITEN_JAVA_OPTS), or lower"
              + " table.keys");
    } catch (RuntimeException e) {
      spool.counters().dropped(Drop.BUG, interval.header().packets());
      LOG.error("an interval is lost by a bug, please report it", e);
    } catch (Error e) {
      spool.counters().dropped(Drop.BUG, interval.header().packets());
      throw e;
    }
  }

  private void show(ClosedInterval interval) {
    try {
      seen.accept(interval);
    } catch (RuntimeException e) {
      LOG.error("an interval that was written cannot be shown by a bug, please report it", e);
    } catch (OutOfMemoryError e) {
      LOG.warn("there was no memory to show an interval that was written");
    }
  }

  private void failed(ClosedInterval interval, Drop reason, String why) {
    failing = true;
    spool.counters().dropped(reason, interval.header().packets());
    causes.failed(Level.ERROR, CAUSE, "an interval is lost, " + why);
  }

  /** Whether the last interval found no room, on the disk or in memory. */
  public boolean isFailing() {
    return failing;
  }

  /** Writes what was offered and ends {@link #run}. Offer nothing after this. */
  public void close() {
    slot.close();
  }
}
