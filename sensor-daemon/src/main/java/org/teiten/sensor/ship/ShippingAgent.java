// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
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
import org.teiten.support.lifecycle.DutyProgress;
import org.teiten.support.metrics.Metric;
import org.teiten.support.metrics.MetricsRegistry;

/**
 * The duty of the shipping thread: batches oldest first, several at a time, each until the centre
 * has it. After a failure one at a time, until one arrives. A batch that may itself be why sending
 * failed waits until all others were tried.
 */
public final class ShippingAgent implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ShippingAgent.class);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final int MAX_SUSPECTS = 1_000;
  private static final String CAUSE = "centre";

  private record Answered(SpooledBatch batch, Answer answer) {}

  private final Spool spool;
  private final Delivery delivery;
  private final int maxInFlight;
  private final Pace pace;
  private final LongSupplier nanoClock;
  private final RetryDelay delay;
  private final DutyProgress progress = new DutyProgress();
  private final ShipCounters counters = new ShipCounters();
  private final DistinctCauseLog causes = new DistinctCauseLog(LOG);
  private final CountDownLatch draining = new CountDownLatch(1);
  private final Set<BatchId> suspects = new LinkedHashSet<>();
  private final BlockingQueue<Answered> answers = new LinkedBlockingQueue<>();
  private int inFlight;
  private Duration longestAnswer = Duration.ZERO;
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
        centre,
        new Delivery(centre.url(), client, ANSWER_TIMEOUT),
        System::nanoTime,
        RandomGenerator.getDefault());
  }

  ShippingAgent(
      Spool spool,
      CentreConfig centre,
      Delivery delivery,
      LongSupplier nanoClock,
      RandomGenerator random) {
    this.spool = spool;
    this.delivery = delivery;
    this.maxInFlight = centre.inFlight();
    this.pace = new Pace(centre.maxRate(), nanoClock);
    this.nanoClock = nanoClock;
    this.delay = new RetryDelay(random);
  }

  @Override
  public void run() {
    try {
      while (draining.getCount() > 0) {
        progress.moved();
        Duration wait = step();
        if (!wait.isZero()) {
          progress.waits(wait);
          pause(wait);
        }
      }
      drain();
    } catch (InterruptedException e) {
      // the deadline of the stop has passed
    }
  }

  private void pause(Duration wait) throws InterruptedException {
    if (waiting || !pace.left().isZero()) {
      draining.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } else {
      spool.awaitBatch(wait.toMillis());
    }
  }

  /** Every batch once more, until one cannot be delivered. */
  private void drain() throws InterruptedException {
    waiting = false;
    while (!stopped && (inFlight > 0 || (!waiting && spool.waitingBatches() > 0))) {
      Duration wait = step();
      if (!waiting && !wait.isZero()) {
        return; // nothing can be sent now
      }
    }
  }

  /**
   * Sends what may be sent, and settles one answer if any is to come.
   *
   * @return how long nothing is to be done; zero if the next step may follow
   */
  Duration step() throws InterruptedException {
    long left = notBeforeNanos - nanoClock.getAsLong();
    Duration idle = Duration.ofNanos(Math.max(0, left));
    if (!waiting || left <= 0) {
      waiting = false;
      idle = send();
    }
    if (inFlight == 0) {
      return idle;
    }
    progress.waits(longestAnswer);
    Answered next = answers.take();
    progress.moved();
    inFlight--;
    counters.answered(next.answer().verdict());
    try {
      return settle(next.batch(), next.answer());
    } catch (IOException e) {
      return diskFailed(next.batch(), e);
    }
  }

  /** Puts batches on their way; how long there is nothing more to send. */
  private Duration send() {
    int window = trouble == null ? maxInFlight : 1;
    while (inFlight < window) {
      if (!pace.left().isZero()) {
        return pace.left();
      }
      Optional<SpooledBatch> batch = Optional.empty();
      try {
        batch = spool.take(suspects);
        if (batch.isEmpty()) {
          return IDLE;
        }
        SpooledBatch sent = batch.get();
        progress.moved();
        Duration longest = delivery.longest(sent, window);
        boolean longer = inFlight == 0 || longest.compareTo(longestAnswer) > 0;
        longestAnswer = longer ? longest : longestAnswer;
        var unused =
            delivery
                .put(sent, longest)
                .thenAccept(answer -> answers.add(new Answered(sent, answer)));
        inFlight++;
        pace.sent(sent.bytes());
      } catch (IOException e) {
        return diskFailed(batch.orElse(null), e);
      }
    }
    return Duration.ZERO;
  }

  private Duration diskFailed(SpooledBatch batch, IOException e) {
    if (batch != null) {
      spool.keep(batch);
      suspect(batch.id());
    }
    counters.diskFailed();
    trouble = "the spool cannot be read: " + ErrorText.of(e);
    causes.failed(Level.ERROR, "disk", trouble);
    return backOffAfterFailure(Optional.empty());
  }

  private Duration settle(SpooledBatch batch, Answer answer) throws IOException {
    switch (answer.verdict()) {
      case STORED -> {
        spool.delivered(batch);
        counters.delivered(batch.bytes(), batch.packets());
        return answered(batch);
      }
      case REFUSED -> {
        spool.refused(batch, answer.describe());
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
        return backOffAfterFailure(answer.retryAfter());
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

  /** What fails while one failure is waited for is of the same outage and makes it no longer. */
  private Duration backOffAfterFailure(Optional<Duration> asked) {
    if (waiting) {
      return backOff(asked.map(delay::asked).orElse(Duration.ZERO));
    }
    return backOff(delay.afterFailure(asked));
  }

  private Duration backOff(Duration wait) {
    long now = nanoClock.getAsLong();
    long until = now + wait.toNanos();
    if (!waiting || until - notBeforeNanos > 0) {
      notBeforeNanos = until;
    }
    waiting = true;
    return Duration.ofNanos(Math.max(1, notBeforeNanos - now));
  }

  /** What keeps batches from being delivered, if anything does. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Changes as long as this duty goes on. Any thread. */
  public LongSupplier progress() {
    return progress;
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

  /** Packets that the centre has acknowledged. Any thread. */
  public long deliveredPackets() {
    return counters.deliveredPackets();
  }

  ShipCounters counters() {
    return counters;
  }

  /** What {@link #bindMetrics} binds. */
  public static List<Metric> metrics() {
    return ShipMetric.ALL;
  }

  /** Binds the metrics of this duty. */
  public void bindMetrics(MetricsRegistry registry) {
    ShipMetric.bind(registry, counters, delivery.clockOffset());
  }
}
