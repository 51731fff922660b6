// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teiten.central.pki.SensorRegistry;
import org.teiten.central.store.LedgerTable;
import org.teiten.central.store.Sensor;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.batch.BatchHeader;

/**
 * Knows which batches and which time were counted. What it holds in memory is small: sequences and
 * covered time as ranges; digests stay in the store. Changes belong to the writer thread and its
 * transaction: after a rollback, {@link #load} again.
 */
final class BatchLedger {
  /** Numbers that a new batch is stored under, and which of its intervals overlap. */
  record Admission(long batch, int epoch, Sensor sensor, BitSet overlap) {}

  private record EpochKey(int sensor, String name) {}

  private static final class Epoch {
    final int number;
    final String kind;
    final SequenceRanges received = new SequenceRanges();

    Epoch(int number, String kind) {
      this.number = number;
      this.kind = kind;
    }
  }

  private final SensorRegistry registry;
  private final Map<EpochKey, Epoch> epochs = new HashMap<>();
  private final Map<Integer, ObservedSpans> observed = new HashMap<>();
  private long lastBatch;

  BatchLedger(SensorRegistry registry) {
    this.registry = registry;
  }

  /** Forgets everything and reads it from the store. */
  void load(Connection connection) throws SQLException {
    registry.load(connection);
    epochs.clear();
    Map<Integer, Epoch> byNumber = new HashMap<>();
    for (LedgerTable.Epoch row : LedgerTable.epochs(connection)) {
      Epoch epoch = new Epoch(row.number(), row.kind());
      epochs.put(new EpochKey(row.sensor(), row.name()), epoch);
      byNumber.put(row.number(), epoch);
    }
    for (LedgerTable.Sequences range : LedgerTable.knownSequences(connection)) {
      byNumber.get(range.epoch()).received.add(range.first(), range.last());
    }
    observed.clear();
    for (LedgerTable.Span span : LedgerTable.observedSpans(connection)) {
      spans(span.sensor()).add(span.fromMicros(), span.toMicros());
    }
    lastBatch = LedgerTable.lastBatch(connection);
  }

  /** Who may deliver. Any thread. */
  SensorRegistry registry() {
    return registry;
  }

  /**
   * Decides on a batch and notes it in ledger and memory.
   *
   * @return empty if it was counted before
   * @throws Refusal if the same id came with other bytes, or another kind of epoch
   */
  Optional<Admission> admit(Connection connection, ReceivedBatch batch, Sensor sensor, Instant now)
      throws SQLException, Refusal {
    BatchHeader header = batch.header();
    long sequence = header.id().sequence();
    EpochKey key = new EpochKey(sensor.number(), header.id().epoch());
    Epoch epoch = epochs.get(key);
    if (epoch != null && !epoch.kind.equals(header.epochKind().label())) {
      throw new Refusal(
          422,
          "impossible",
          "epoch "
              + header.id().epoch()
              + " was of kind "
              + epoch.kind
              + " before, this batch says "
              + header.epochKind().label());
    }
    if (epoch != null && epoch.received.contains(sequence)) {
      requireSame(LedgerTable.digest(connection, epoch.number, sequence), batch);
      return Optional.empty();
    }
    if (epoch == null) {
      epoch = new Epoch(epochs.size() + 1, header.epochKind().label());
      LedgerTable.insertEpoch(
          connection,
          new LedgerTable.Epoch(
              epoch.number, sensor.number(), header.id().epoch(), header.epochKind().label()));
      epochs.put(key, epoch);
    }
    BitSet overlap = overlaps(sensor.number(), header.intervals());
    Admission admission = new Admission(++lastBatch, epoch.number, sensor, overlap);
    LedgerTable.insert(
        connection,
        new LedgerTable.Entry(
            admission.batch(),
            epoch.number,
            sequence,
            batch.digest(),
            now,
            header.intervals().size(),
            overlap.cardinality(),
            header.rows(),
            header.packets(),
            header.software()));
    epoch.received.add(sequence, sequence);
    return Optional.of(admission);
  }

  private static void requireSame(String digest, ReceivedBatch batch) throws Refusal {
    boolean hashed = batch.header().epochKind().isHashOfInputs();
    if (digest == null ? !hashed : !digest.equals(batch.digest())) {
      throw new Refusal(
          409,
          "conflict",
          "batch "
              + batch.header().id()
              + (digest == null
                  ? " was received more than 90 days ago and cannot be compared any more"
                  : " was received before with other content")
              + "; is this sensor a copy of another, or restored from a backup?");
    }
  }

  private BitSet overlaps(int sensor, List<IntervalHeader> intervals) {
    ObservedSpans others = spans(sensor);
    ObservedSpans own = new ObservedSpans();
    BitSet overlap = new BitSet(intervals.size());
    for (int i = 0; i < intervals.size(); i++) {
      long from = intervals.get(i).observedFromMicros();
      long to = intervals.get(i).observedToMicros();
      if (others.intersects(from, to) || own.intersects(from, to)) {
        overlap.set(i);
      } else {
        own.add(from, to);
      }
    }
    others.addAll(own);
    return overlap;
  }

  private ObservedSpans spans(int sensor) {
    return observed.computeIfAbsent(sensor, number -> new ObservedSpans());
  }
}
