// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.capture.aggregate.IntervalSink;

/**
 * Works off closed intervals in their order, while the next one is metered: large ones on a thread
 * of its own, small ones at once, for a change of threads takes longer than they do. It holds one
 * at a time: a capture can wait, so reading waits until the one before is done.
 */
final class OneBehind implements IntervalSink, AutoCloseable {
  private static final int SMALL_ROWS = 4_096;

  private final Consumer<ClosedInterval> work;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "rows"));
  private Future<?> before;

  /**
   * Starts with nothing to do.
   *
   * @param work is done with each interval, which is then released
   */
  OneBehind(Consumer<ClosedInterval> work) {
    this.work = work;
  }

  /** Takes it always; throws what the work on an earlier one threw. */
  @Override
  public boolean offer(ClosedInterval interval) {
    await();
    FutureTask<?> task = new FutureTask<>(() -> workOff(interval), null);
    before = task;
    if (interval.header().rows() < SMALL_ROWS) {
      task.run();
    } else {
      thread.execute(task);
    }
    return true;
  }

  private void workOff(ClosedInterval interval) {
    try {
      work.accept(interval);
    } finally {
      interval.release();
    }
  }

  /** Waits until all work is done; throws what it threw. */
  void await() {
    if (before == null) {
      return;
    }
    try {
      before.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("an interval's rows were not worked off", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rows are worked off", e);
    } finally {
      before = null;
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
