// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.teiten.central.enrich.OriginDatabases;
import org.teiten.central.pki.CertificateSource;
import org.teiten.central.pki.SensorRegistry;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.Sensor;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.SensorId;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.flowtuple.batch.BatchLimits;

/**
 * The one way into the store: receives a batch into a file, checks it, has it written, and answers.
 * Network and import share it. Any thread; at most two batches are decoded at a time, for a hostile
 * one may take a hundred MiB.
 */
public final class BatchIntake implements AutoCloseable {
  private static final Duration COMMIT_PATIENCE = Duration.ofMinutes(10);
  private static final Duration CHANGE_PATIENCE = Duration.ofMinutes(1);
  private static final Duration ENROLMENT_SLACK = Duration.ofDays(1);
  private static final int DECODERS = 2;

  private final Path incoming;
  private final long minFree;
  private final long maxBody;
  private final SensorRegistry registry = new SensorRegistry();
  private final BatchLedger ledger = new BatchLedger(registry);
  private final BatchCheck check;
  private final BatchWriter writer;
  private final Thread writerThread;
  private final RollupAgent rollups;
  private final IngestCounters counters;
  private final Clock clock;
  private final Semaphore decoders = new Semaphore(DECODERS, true);

  /**
   * Begins to take batches.
   *
   * @param data the data folder; batches on their way lie in {@code incoming} there
   * @param minFree free disk space under which none is taken, bytes
   * @param maxBody largest batch taken, bytes
   * @param enrolments the sensors of the configuration
   * @throws IOException if the folder cannot be used
   */
  public BatchIntake(
      Path data,
      long minFree,
      long maxBody,
      FlowStore store,
      OriginDatabases origins,
      List<Enrolment> enrolments,
      IngestCounters counters,
      Clock clock)
      throws IOException {
    this.incoming = Files.createDirectories(data.resolve("incoming"));
    this.minFree = minFree;
    this.maxBody = maxBody;
    this.counters = counters;
    this.clock = clock;
    BatchLimits limits = BatchLimits.DEFAULT;
    this.check =
        new BatchCheck(
            new BatchLimits(
                maxBody,
                limits.metadataBytes(),
                limits.intervals(),
                limits.rows(),
                limits.blockBytes()));
    clearIncoming();
    try {
      this.writer = new BatchWriter(store, ledger, origins, counters, clock);
      writer.enrol(enrolments);
      this.rollups = new RollupAgent(store, counters.notRolledUp);
    } catch (SQLException e) {
      throw new IOException(store.file() + ": " + FlowStore.firstLine(e), e);
    }
    writerThread = new Thread(writer, "batch-writer");
    writerThread.start();
  }

  /** What was being received when the process ended was never answered, and is sent again. */
  private void clearIncoming() throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(incoming, "batch-*.tmp")) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
  }

  /** Largest batch taken, bytes. */
  public long maxBody() {
    return maxBody;
  }

  /** Who may deliver. */
  public SensorRegistry registry() {
    return registry;
  }

  /**
   * Has a change of the registry made and waits until it is durable.
   *
   * @throws IllegalArgumentException if the change does
   */
  <T> T change(StoreChange<T> change) throws Refusal, IOException {
    try {
      return writer.changes().add(change).get(CHANGE_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal.copy();
      }
      if (e.getCause() instanceof IllegalArgumentException wrong) {
        throw wrong;
      }
      throw new IOException("the writer failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new Refusal(503, "busy", "the centre is busy; come again", 60);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(503, "stopping", "the centre is stopping; come again", 30);
    }
  }

  /** What broke the store for good, empty while it works. */
  public Optional<String> brokenBy() {
    return Optional.ofNullable(writer.brokenBy());
  }

  /** Changes as long as the writer goes on. Any thread. */
  public LongSupplier progress() {
    return writer.progress();
  }

  /** Whether there is room on the disk. */
  public boolean hasRoom() throws IOException {
    return Files.getFileStore(incoming).getUsableSpace() >= minFree;
  }

  /**
   * Takes a batch that a sensor delivers.
   *
   * @param body the bytes
   * @param digest their SHA-256 as the sender states it, in base 64
   * @param id what the sender says it is
   * @param standing of the sender, asked again when the batch is written
   */
  Receipt deliver(InputStream body, String digest, BatchId id, Standing standing)
      throws Refusal, IOException {
    requireRoom();
    try (IncomingFile file = IncomingFile.receive(incoming, body, maxBody, counters)) {
      file.requireDigest(digest);
      ReceivedBatch batch = decode(file);
      if (!batch.header().id().equals(id)) {
        throw new Refusal(
            422,
            "impossible",
            "the batch says it is " + batch.header().id() + ", its path says " + id);
      }
      Sensor sensor =
          registry
              .sensor(id.sensor().value())
              .orElseThrow(() -> unknownSensor(id.sensor().value(), CertificateSource.CENTRE));
      requireNotBefore(batch.header(), sensor);
      return await(file, writer.deliver(batch, standing));
    }
  }

  /**
   * Looks at a batch as {@link #deliver} does, and forgets it.
   *
   * @param maxBody largest one looked at, bytes
   * @param sensor who delivers
   */
  ReceivedBatch examine(InputStream body, long maxBody, String digest, SensorId sensor)
      throws Refusal, IOException {
    requireRoom();
    try (IncomingFile file = IncomingFile.receive(incoming, body, maxBody, counters)) {
      file.requireDigest(digest);
      ReceivedBatch batch = decode(file);
      SensorId said = batch.header().id().sensor();
      if (!said.equals(sensor)) {
        throw new Refusal(
            422, "impossible", "the batch says it is of " + said + ", its path says " + sensor);
      }
      if (registry.sensor(sensor.value()).isEmpty()) {
        throw unknownSensor(sensor.value(), CertificateSource.CENTRE);
      }
      return batch;
    }
  }

  /**
   * Takes a batch out of an archive; it may be of any time past.
   *
   * @param register whether an unknown sensor is enrolled with the group that the batch names
   */
  public Receipt restore(InputStream body, boolean register) throws Refusal, IOException {
    requireRoom();
    try (IncomingFile file = IncomingFile.receive(incoming, body, maxBody, counters)) {
      ReceivedBatch batch = decode(file);
      return await(file, writer.restore(batch, register));
    }
  }

  /**
   * Takes a batch out of an archive without waiting until it is durable, so that many are written
   * together.
   *
   * @return its receipt once it is durable, or a {@link Refusal}
   */
  public CompletableFuture<Receipt> restoreLater(InputStream body, boolean register)
      throws Refusal, IOException {
    requireRoom();
    IncomingFile file = IncomingFile.receive(incoming, body, maxBody, counters);
    try (file) {
      CompletableFuture<Receipt> answer = writer.restore(decode(file), register);
      file.keepUntil(answer);
      return answer;
    }
  }

  private ReceivedBatch decode(IncomingFile file) throws Refusal, IOException {
    decoders.acquireUninterruptibly();
    try {
      return check.check(file.path(), file.digest(), clock.instant());
    } finally {
      decoders.release();
    }
  }

  private void requireRoom() throws Refusal, IOException {
    if (!hasRoom()) {
      throw new Refusal(507, "disk_full", "the centre's disk is full; come again later", 60);
    }
  }

  private static void requireNotBefore(BatchHeader header, Sensor sensor) throws Refusal {
    Instant earliest = sensor.enrolled().minus(ENROLMENT_SLACK);
    for (IntervalHeader interval : header.intervals()) {
      if (interval.interval().start().isBefore(earliest)) {
        throw new Refusal(
            422,
            "impossible",
            "interval "
                + interval.interval().start()
                + " lies more than a day before the sensor's enrolment; archives come in by import");
      }
    }
  }

  static Refusal unknownSensor(String id, CertificateSource source) {
    return new Refusal(
        403, "unknown_sensor", "sensor " + id + " is not known here; " + source.unknown());
  }

  private static Receipt await(IncomingFile file, CompletableFuture<Receipt> answer)
      throws Refusal, IOException {
    try {
      return answer.get(COMMIT_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal.copy();
      }
      throw new IOException("the writer failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      file.keepUntil(answer);
      throw new Refusal(503, "busy", "the batch is not written yet; come again", 60);
    } catch (InterruptedException e) {
      file.keepUntil(answer);
      Thread.currentThread().interrupt();
      throw new Refusal(503, "stopping", "the centre is stopping; come again", 30);
    }
  }

  /** Finishes what was submitted, and ends. */
  @Override
  public void close() {
    writer.stop();
    try {
      writerThread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    rollups.close();
  }
}
