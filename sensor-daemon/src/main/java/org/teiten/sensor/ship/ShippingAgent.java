// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.sensor.spool.Spool;
import org.teiten.sensor.spool.SpooledBatch;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.metrics.MetricsRegistry;

/**
 * The duty of the shipping thread: one batch after the other, oldest first, each until the centre
 * has it. A batch that may itself be why sending failed waits until all others were tried.
 */
public final class ShippingAgent implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ShippingAgent.class);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final int MAX_SUSPECTS = 1_000;
  private static final String CAUSE = "centre";

  private final Spool spool;
  private final Delivery delivery;
  private final LongSupplier nanoClock;
  private final RetryDelay delay;
  private final ShipCounters counters = new ShipCounters();
  private final DistinctCauseLog causes = new DistinctCauseLog(LOG);
  private final CountDownLatch draining = new CountDownLatch(1);
  private final Set<BatchId> suspects = new LinkedHashSet<>();
  private long notBeforeNanos;
  private boolean waiting;
  private volatile String trouble;
  private volatile boolean stopped;

  /**
   * Ships to the centre of a configuration.
   *
   * @param client asked anew for each batch
   */
  public ShippingAgent(Spool spool, CentreConfig centre, Supplier<HttpClient> client) {
    this(
        spool,
        new Delivery(centre.url(), client, ANSWER_TIMEOUT),
        System::nanoTime,
        RandomGenerator.getDefault());
  }

  ShippingAgent(Spool spool, Delivery delivery, LongSupplier nanoClock, RandomGenerator random) {
    this.spool = spool;
    this.delivery = delivery;
    this.nanoClock = nanoClock;
    this.delay = new RetryDelay(random);
  }

  @Override
  public void run() {
    try {
      while (draining.getCount() > 0) {
        Duration wait = step();
        if (!wait.isZero()) {
          pause(wait);
        }
      }
      drain();
    } catch (InterruptedException e) {
      // the deadline of the stop has passed
    }
  }

  private void pause(Duration wait) throws InterruptedException {
    if (waiting) {
      draining.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } else {
      spool.awaitBatch(wait.toMillis());
    }
  }

  /** Every batch once more, until one cannot be delivered. */
  private void drain() throws InterruptedException {
    waiting = false;
    while (!stopped && !waiting && spool.waitingBatches() > 0) {
      notBeforeNanos = nanoClock.getAsLong();
      step();
    }
  }

  /**
   * Sends one batch, if one waits and it is time.
   *
   * @return how long nothing is to be done; zero if the next step may follow
   */
  Duration step() throws InterruptedException {
    long left = notBeforeNanos - nanoClock.getAsLong();
    if (waiting && left > 0) {
      return Duration.ofNanos(left);
    }
    waiting = false;
    Optional<SpooledBatch> batch = Optional.empty();
    try {
      batch = spool.take(suspects);
      if (batch.isEmpty()) {
        return IDLE;
      }
      Answer answer = delivery.put(batch.get());
      counters.answered(answer.verdict());
      return settle(batch.get(), answer);
    } catch (IOException e) {
      batch.ifPresent(spool::keep);
      batch.ifPresent(b -> suspect(b.id()));
      counters.diskFailed();
      trouble = "the spool cannot be read: " + ErrorText.of(e);
      causes.failed(Level.ERROR, "disk", trouble);
      return backOff(delay.afterFailure(Optional.empty()));
    }
  }

  private Duration settle(SpooledBatch batch, Answer answer) throws IOException {
    switch (answer.verdict()) {
      case STORED -> {
        spool.delivered(batch);
        counters.delivered(batch.bytes(), batch.packets());
        return answered(batch);
      }
      case REFUSED -> {
        spool.refused(batch);
        LOG.error(
            "the centre refuses batch {} for good, it was put aside in the spool: {}",
            batch.id(),
            answer.describe());
        return answered(batch);
      }
      case CONFLICT -> {
        boolean newEpoch = spool.renumber(batch);
        if (newEpoch) {
          counters.newEpoch();
        }
        LOG.error(
            "the centre knows batch {} with other content: this sensor's disk was cloned or"
                + " restored; {}, see that no other machine is this sensor",
            batch.id(),
            newEpoch ? "a new epoch begins" : "it gets a new number");
        return answered(batch);
      }
      case PATH -> {
        spool.keep(batch);
        failed(
            Level.ERROR,
            answer,
            "the path to the centre is at fault, see centre.url and the centre's list of sensors");
        return backOff(delay.afterPathFault());
      }
      default -> {
        spool.keep(batch);
        if (answer.verdict().suspectsBatch()) {
          suspect(batch.id());
        }
        failed(Level.WARN, answer, "batches wait in the spool and are sent again");
        return backOff(delay.afterFailure(answer.retryAfter()));
      }
    }
  }

  private Duration answered(SpooledBatch batch) {
    suspects.remove(batch.id());
    delay.reset();
    trouble = null;
    causes.recovered(CAUSE, "the centre takes batches again");
    return Duration.ZERO;
  }

  private void failed(Level level, Answer answer, String consequence) {
    trouble = "the centre does not take batches (" + answer.describe() + ")";
    causes.failed(level, CAUSE, trouble + "; " + consequence);
  }

  private void suspect(BatchId id) {
    if (suspects.size() >= MAX_SUSPECTS) {
      suspects.clear();
    }
    suspects.remove(id); // to the end
    suspects.add(id);
  }

  private Duration backOff(Duration wait) {
    notBeforeNanos = nanoClock.getAsLong() + wait.toNanos();
    waiting = true;
    return wait;
  }

  /** What keeps batches from being delivered, if anything does. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Lets {@link #run} deliver what it can without waiting, and end. */
  public void finish() {
    draining.countDown();
    spool.wakeUp();
  }

  /** Lets {@link #run} end after the batch that is being sent. */
  public void stop() {
    stopped = true;
    finish();
  }

  ShipCounters counters() {
    return counters;
  }

  /** Binds the metrics of this duty. */
  public void bindMetrics(MetricsRegistry registry) {
    ShipMetric.bind(registry, counters);
  }
}
