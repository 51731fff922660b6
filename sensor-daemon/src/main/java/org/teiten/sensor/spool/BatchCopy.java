// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.FlowBatchReader;
import org.teiten.flowtuple.batch.FlowBatchWriter;

/**
 * Batches as a whole: their bytes, whether one is what it claims, the same one under another id.
 */
final class BatchCopy {
  private BatchCopy() {}

  /** Writes a closed interval. */
  static void write(BatchHeader header, ClosedInterval interval, OutputStream out)
      throws IOException {
    try (FlowBatchWriter writer = new FlowBatchWriter(header, out)) {
      interval.forEachRow(
          row -> {
            try {
              writer.append(row);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The header of a batch; its rows are not looked at. */
  static BatchHeader header(Path file) throws IOException {
    try (FlowBatchReader reader = FlowBatchReader.open(file, BatchLimits.DEFAULT)) {
      return reader.header();
    }
  }

  /** When its first interval begins. */
  static Instant begun(BatchHeader header) {
    return header.intervals().get(0).interval().start();
  }

  /** The header of a batch all of whose rows are there and add up. */
  static BatchHeader verify(Path file) throws IOException {
    try (FlowBatchReader reader = FlowBatchReader.open(file, BatchLimits.DEFAULT)) {
      while (reader.next() != null) {
        // the reader checks
      }
      return reader.header();
    }
  }

  /** Writes the same intervals and rows under another id. */
  static void rewrite(Path file, BatchId id, OutputStream out) throws IOException {
    try (FlowBatchReader reader = FlowBatchReader.open(file, BatchLimits.DEFAULT)) {
      BatchHeader old = reader.header();
      BatchHeader header =
          new BatchHeader(
              id,
              old.group(),
              old.epochKind(),
              old.software(),
              old.intervals(),
              old.signatures(),
              old.unsignedPackets());
      try (FlowBatchWriter writer = new FlowBatchWriter(header, out)) {
        for (FlowTuple row = reader.next(); row != null; row = reader.next()) {
          writer.append(row);
        }
      }
    }
  }
}
