// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.Rollups;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;

/**
 * Adds stored batches to the rollups, a million rows at a time or once an hour, on a thread of its
 * own, so that no sensor waits for it. Without it questions are slower, never wrong: what fails is
 * tried again an hour later.
 */
final class RollupAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RollupAgent.class);
  private static final String STEP = "rollups:step";
  private static final long ROWS = 1_000_000;
  private static final long ROWS_AT_END = 50_000;
  private static final long PAUSE_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long LOOK_MILLIS = 250;

  private final Rollups rollups;
  private final AtomicLong pending;
  private final DistinctCauseLog failures = new DistinctCauseLog(LOG);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "rollups");
  private long lastNanos = System.nanoTime();
  private boolean failed;

  /**
   * Begins.
   *
   * @param pending rows that the rollups do not hold yet; whoever stores some adds them
   */
  RollupAgent(FlowStore store, AtomicLong pending) throws SQLException {
    this.rollups = new Rollups(store);
    this.pending = pending;
    pending.set(rollups.pending());
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      do {
        boolean hour = System.nanoTime() - lastNanos >= PAUSE_NANOS;
        if (pending.get() > 0 && (hour || (pending.get() >= ROWS && !failed))) {
          add(
              "the rollups wait for another hour",
              () -> pending.get() >= ROWS && closing.getCount() > 0);
        }
      } while (!closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long begin = System.nanoTime();
    BooleanSupplier inTime = () -> System.nanoTime() - begin < END_NANOS;
    if (pending.get() >= ROWS_AT_END) {
      add("the rollups wait for the next start", () -> pending.get() > 0 && inTime.getAsBoolean());
    }
    settle(inTime);
  }

  private void settle(BooleanSupplier inTime) {
    try {
      while (inTime.getAsBoolean() && rollups.settle()) {
        // One day or month at a time.
      }
    } catch (SQLException | RuntimeException e) {
      failed(e, "sketches of days and months are merged later");
    }
  }

  // What comes in meanwhile waits for its own million: sums of few rows are nearly as many rows.
  private void add(String otherwise, BooleanSupplier goOn) {
    try {
      long rows;
      do {
        rows = rollups.step();
        pending.addAndGet(-rows);
      } while (rows > 0 && goOn.getAsBoolean());
      failed = false;
      failures.recovered(STEP, "the rollups are kept up again");
    } catch (SQLException | RuntimeException e) {
      failed = true;
      failed(e, otherwise);
    } finally {
      lastNanos = System.nanoTime();
    }
  }

  private void failed(Exception e, String otherwise) {
    String what = e instanceof SQLException sql ? FlowStore.firstLine(sql) : ErrorText.of(e);
    failures.failed(Level.WARN, STEP, otherwise + ": " + what);
  }

  /** Adds what is left, for half a minute at most, and ends. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
      rollups.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      LOG.warn("closing the connection of the rollups: {}", FlowStore.firstLine(e));
    }
  }
}
