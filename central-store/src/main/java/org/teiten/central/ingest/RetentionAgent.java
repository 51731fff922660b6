// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.central.store.Expiry;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.Retention;
import org.teiten.central.store.RetentionConfig;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.metrics.Metric;
import org.teiten.support.metrics.MetricsRegistry;

/**
 * Deletes rows whose time is over, once an hour, on a thread of its own. Each step is a transaction
 * of the writer between two groups of batches, so that sensors wait for one step at most. What is
 * announced in one pass is deleted in the next: no question of that hour reads half of it.
 */
public final class RetentionAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionAgent.class);
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final String PASS = "retention:pass";

  private final RetentionConfig config;
  private final FlowStore store;
  private final BatchIntake intake;
  private final Clock clock;
  private final LongAdder rawRows = new LongAdder();
  private final LongAdder rollupRows = new LongAdder();
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicLong left = new AtomicLong();
  private final DistinctCauseLog failures = new DistinctCauseLog(LOG);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "retention");
  private volatile Expiry expiry = Expiry.NONE;

  /** Waits for {@link #start}. */
  public RetentionAgent(RetentionConfig config, FlowStore store, BatchIntake intake, Clock clock) {
    this.config = config;
    this.store = store;
    this.intake = intake;
    this.clock = clock;
    thread.setDaemon(true);
  }

  /** Begins at once with what an earlier process announced. */
  public void start() {
    thread.start();
  }

  /** All metrics of retention. */
  public static List<Metric> metrics() {
    return RetentionMetric.ALL;
  }

  /** Shows them. */
  public void bind(MetricsRegistry metrics) {
    metrics.bind(RetentionMetric.DELETED, rawRows::sum, "kind", "raw");
    metrics.bind(RetentionMetric.DELETED, rollupRows::sum, "kind", "rollups");
    metrics.bind(RetentionMetric.PASSES, done::sum, "result", "done");
    metrics.bind(RetentionMetric.PASSES, failed::sum, "result", "failed");
    metrics.bind(RetentionMetric.RAW_FROM, () -> expiry.raw().getEpochSecond());
    metrics.bind(RetentionMetric.LEFT, left::get);
  }

  private void run() {
    try {
      do {
        tryPass();
      } while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryPass() {
    try {
      pass();
      done.increment();
      failures.recovered(PASS, "rows whose time is over are deleted again");
    } catch (Refusal | IOException | SQLException | RuntimeException e) {
      failed.increment();
      failures.failed(
          Level.WARN,
          PASS,
          "rows whose time is over stay for another hour: "
              + (e instanceof SQLException sql ? FlowStore.firstLine(sql) : ErrorText.of(e)));
    }
  }

  /** Deletes what was announced before, and announces what is too old now. */
  void pass() throws Refusal, IOException, SQLException {
    List<Retention.Step> steps;
    try (Connection connection = store.connect()) {
      expiry = Expiry.of(connection);
      steps = Retention.steps(connection, expiry);
    }
    left.set(steps.stream().mapToLong(Retention.Step::rows).sum());
    long before = rawRows.sum() + rollupRows.sum();
    for (Retention.Step step : steps) {
      if (closing.getCount() == 0) {
        return;
      }
      rawRows.add(intake.change(connection -> Retention.delete(connection, step)));
      left.addAndGet(-step.rows());
    }
    Expiry announced = expiry;
    rollupRows.add(intake.change(connection -> Retention.deleteRollups(connection, announced)));
    long deleted = rawRows.sum() + rollupRows.sum() - before;
    if (deleted > 0) {
      LOG.info("deleted {} rows of before {}, whose time was over", deleted, expiry.raw());
      giveBack();
    }
    expiry = intake.change(connection -> Retention.announce(connection, config, clock.instant()));
  }

  /** Space comes back with a checkpoint; one that cannot be now comes with a later one. */
  private void giveBack() {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    } catch (SQLException e) {
      LOG.debug("the space of deleted rows comes back later: {}", FlowStore.firstLine(e));
    }
  }

  /** Ends after the step that is being made. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
