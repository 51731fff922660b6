// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.central.enrich.OriginDatabases;
import org.teiten.central.pki.CertificateSource;
import org.teiten.central.pki.SensorRegistry;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.Sensor;
import org.teiten.central.store.StoreTransaction;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.lifecycle.DutyProgress;

/**
 * The one duty that writes. It commits whole batches in groups: at 20,000 rows or 200 ms after the
 * first, whichever comes first; a batch that fails does not fail its neighbours. A batch is
 * answered once it is durable.
 */
final class BatchWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
  private static final long GROUP_ROWS = 20_000;
  private static final long GROUP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int WAITING = 256;
  private static final long ARCHIVE_GROUP_ROWS = 200_000;

  /**
   * A batch on its way.
   *
   * @param archive whether it comes out of an archive: its group does not wait for others
   * @param register whether an unknown sensor is enrolled with the group that the batch names
   * @param standing of its sender
   */
  record Submission(
      ReceivedBatch batch,
      boolean archive,
      boolean register,
      Standing standing,
      CompletableFuture<Receipt> answer) {}

  private final BatchLedger ledger;
  private final BatchRows rows;
  private final StoreTransaction transaction;
  private final WriterUpkeep upkeep;
  private final IngestCounters counters;
  private final Clock clock;
  private final DistinctCauseLog failures = new DistinctCauseLog(LOG);
  private final BlockingQueue<Submission> queue = new ArrayBlockingQueue<>(WAITING);
  private final RegistryChanges changes = new RegistryChanges();
  private final DutyProgress progress = new DutyProgress();
  private volatile boolean stopping;
  private volatile String brokenBy;

  BatchWriter(
      FlowStore store,
      BatchLedger ledger,
      OriginDatabases origins,
      IngestCounters counters,
      Clock clock)
      throws SQLException {
    this.ledger = ledger;
    this.transaction = new StoreTransaction(store);
    this.rows = new BatchRows(transaction, origins);
    this.counters = counters;
    this.clock = clock;
    transaction.begin();
    ledger.load(transaction.connection());
    this.upkeep = new WriterUpkeep(transaction, ledger.registry(), clock);
  }

  /** Enrols sensors before the duty begins. */
  void enrol(List<Enrolment> enrolments) throws SQLException {
    transaction.begin();
    for (Enrolment enrolment : enrolments) {
      ledger
          .registry()
          .enrol(transaction.connection(), enrolment.sensor(), enrolment.group(), clock.instant());
    }
    transaction.commit();
  }

  /**
   * Hands over what a sensor delivers; the answer comes when it is durable.
   *
   * @param standing of the sensor, asked again when the batch is written
   * @throws Refusal with 503 if too many wait, or the writer has ended
   */
  CompletableFuture<Receipt> deliver(ReceivedBatch batch, Standing standing) throws Refusal {
    return submit(new Submission(batch, false, false, standing, new CompletableFuture<>()));
  }

  /** The same for a batch of an archive. */
  CompletableFuture<Receipt> restore(ReceivedBatch batch, boolean register) throws Refusal {
    return submit(
        new Submission(batch, true, register, Standing.UNQUESTIONED, new CompletableFuture<>()));
  }

  private CompletableFuture<Receipt> submit(Submission submission) throws Refusal {
    counters.waiting.incrementAndGet();
    if (stopping || brokenBy != null || !queue.offer(submission)) {
      counters.waiting.decrementAndGet();
      throw new Refusal(503, "busy", "the centre is busy or stopping; come again", 5);
    }
    return submission.answer();
  }

  /** Changes of the registry, made within a second or so. */
  RegistryChanges changes() {
    return changes;
  }

  /** What broke the store for good, null while it works. */
  String brokenBy() {
    return brokenBy;
  }

  /** Changes as long as this duty goes on. Any thread. */
  LongSupplier progress() {
    return progress;
  }

  /** Lets the duty end after what was submitted. */
  void stop() {
    stopping = true;
  }

  @Override
  public void run() {
    try {
      while (brokenBy == null) {
        changes.makeAll(transaction, this::recoverAndRefuse);
        Submission first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          write(group(first));
        } else if (stopping) {
          break;
        }
        forget();
        progress.moved();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopping = true;
      changes.end();
      for (Submission left = queue.poll(); left != null; left = queue.poll()) {
        answer(left, new Refusal(503, "stopping", "the centre is stopping; come again", 30));
      }
      close();
    }
  }

  private List<Submission> group(Submission first) throws InterruptedException {
    List<Submission> group = new ArrayList<>();
    group.add(first);
    long groupRows = first.batch().header().rows();
    // The importer sends one after the other: waiting for more would only make it slow.
    long end = System.nanoTime() + (first.archive() ? 0 : GROUP_NANOS);
    long most = first.archive() ? ARCHIVE_GROUP_ROWS : GROUP_ROWS;
    while (groupRows < most && !stopping) {
      Submission next = queue.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (next == null) {
        break;
      }
      group.add(next);
      groupRows += next.batch().header().rows();
    }
    return group;
  }

  private void write(List<Submission> group) {
    long begin = System.nanoTime();
    try {
      commit(group);
    } catch (SQLException | IOException | RuntimeException e) {
      recover(e);
      if (group.size() == 1) {
        answer(group.get(0), failed(e));
      } else {
        // Which one it was is not known: each by itself, so that only the guilty one fails.
        group.forEach(one -> write(List.of(one)));
      }
    }
    counters.commitNanos.add(System.nanoTime() - begin);
  }

  private void commit(List<Submission> group) throws SQLException, IOException {
    if (brokenBy != null) {
      throw new IOException(brokenBy);
    }
    List<Object> answers = new ArrayList<>(group.size());
    transaction.begin();
    for (Submission submission : group) {
      try {
        answers.add(take(submission));
      } catch (Refusal e) {
        answers.add(e);
      }
    }
    transaction.commit();
    counters.commits.increment();
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i) instanceof Receipt receipt) {
        answer(group.get(i), receipt);
      } else {
        answer(group.get(i), (Refusal) answers.get(i));
      }
    }
  }

  private Receipt take(Submission submission) throws SQLException, IOException, Refusal {
    submission.standing().require();
    ReceivedBatch batch = submission.batch();
    String id = batch.header().id().sensor().value();
    SensorRegistry registry = ledger.registry();
    Optional<Sensor> sensor = registry.sensor(id);
    if (sensor.isEmpty() && submission.register()) {
      sensor =
          Optional.of(
              registry.enrol(
                  transaction.connection(), id, batch.header().group(), clock.instant()));
    }
    if (sensor.isEmpty()) {
      throw BatchIntake.unknownSensor(id, CertificateSource.CENTRE);
    }
    Optional<BatchLedger.Admission> admission =
        ledger.admit(transaction.connection(), batch, sensor.get(), clock.instant());
    if (admission.isPresent()) {
      rows.append(batch, admission.get());
    }
    return new Receipt(
        admission.isPresent(),
        batch.header().intervals().size(),
        admission.map(one -> one.overlap().cardinality()).orElse(0),
        batch.header().rows(),
        batch.header().packets());
  }

  private Refusal recoverAndRefuse(Exception cause) {
    recover(cause);
    return failed(cause);
  }

  private void recover(Exception cause) {
    rows.forget();
    try {
      transaction.begin();
      ledger.load(transaction.connection());
    } catch (SQLException | RuntimeException e) {
      brokenBy = ErrorText.of(cause);
      LOG.error(
          "the store cannot be used any more, the centre must be started again: {}", brokenBy);
    }
  }

  private Refusal failed(Exception e) {
    String what = e instanceof SQLException sql ? FlowStore.firstLine(sql) : ErrorText.of(e);
    if (what.contains("No space left") || what.contains("disk space")) {
      failures.failed(Level.ERROR, "disk full", "store: " + what + "; free disk space");
      return new Refusal(507, "disk_full", "the centre's disk is full; come again later", 60);
    }
    failures.failed(Level.ERROR, "store: " + e.getClass(), "a batch could not be stored: " + what);
    LOG.debug("a batch could not be stored", e);
    return new Refusal(503, "store_failed", "the centre could not store the batch; come again", 30);
  }

  private void answer(Submission submission, Receipt receipt) {
    if (receipt.stored()) {
      counters.rows.add(receipt.rows());
      counters.notRolledUp.addAndGet(receipt.rows());
      counters.packets.add(receipt.packets());
      counters.overlapping.add(receipt.overlapping());
    }
    counters.waiting.decrementAndGet();
    submission.answer().complete(receipt);
  }

  private void answer(Submission submission, Refusal refusal) {
    counters.waiting.decrementAndGet();
    submission.answer().completeExceptionally(refusal);
  }

  private void forget() {
    if (brokenBy != null) {
      return;
    }
    try {
      upkeep.forget();
    } catch (SQLException | RuntimeException e) {
      recover(e);
      String otherwise = "what has ended stays for another day";
      String what = e instanceof SQLException sql ? FlowStore.firstLine(sql) : ErrorText.of(e);
      failures.failed(Level.WARN, otherwise, otherwise + ": " + what);
    }
  }

  private void close() {
    rows.close();
    try {
      transaction.close();
    } catch (SQLException e) {
      LOG.warn("closing the writer's connection: {}", FlowStore.firstLine(e));
    }
  }
}
