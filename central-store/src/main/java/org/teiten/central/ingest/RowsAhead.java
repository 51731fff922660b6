// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.teiten.central.enrich.Origin;
import org.teiten.central.enrich.OriginDatabases;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.FlowBatchReader;

/**
 * A checked batch's FlowTuples with their origins, decoded on another thread some thousand rows
 * ahead of the one that writes them. One thread asks.
 */
final class RowsAhead implements AutoCloseable {
  private static final BatchLimits CHECKED =
      new BatchLimits(Long.MAX_VALUE, 64 << 20, 100_000, Long.MAX_VALUE, 16 << 20);
  private static final int ROWS = 2_048;
  private static final int AHEAD = 8;
  private static final long LOOK_MILLIS = 100;
  private static final Rows END = new Rows(0);

  /** Some rows; arrays of one length, of which the first {@code size} count. */
  static final class Rows {
    final FlowTuple[] tuples;
    final int[] intervals;
    final String[] countries;
    final int[] asns;
    int size;

    private Rows(int most) {
      tuples = new FlowTuple[most];
      intervals = new int[most];
      countries = new String[most];
      asns = new int[most];
    }
  }

  private final ReceivedBatch batch;
  private final OriginDatabases origins;
  private final BlockingQueue<Rows> ready = new ArrayBlockingQueue<>(AHEAD);
  private final Future<?> decoding;
  private volatile boolean unwanted;

  /**
   * Begins.
   *
   * @param decoder whose thread decodes
   */
  RowsAhead(ReceivedBatch batch, OriginDatabases origins, ExecutorService decoder) {
    this.batch = batch;
    this.origins = origins;
    this.decoding =
        decoder.submit(
            () -> {
              decode();
              return null;
            });
  }

  /**
   * The next rows, null after the last.
   *
   * @throws IOException if the batch cannot be read
   */
  Rows next() throws IOException {
    try {
      Rows rows = ready.take();
      if (rows != END) {
        return rows;
      }
      decoding.get();
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a batch was being decoded", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException unread ? unread : new IOException(e.getCause());
    }
  }

  private void decode() throws IOException, InterruptedException {
    List<IntervalHeader> intervals = batch.header().intervals();
    int at = -1;
    IntervalHeader interval = null;
    Origin origin = null;
    Rows rows = new Rows(ROWS);
    try (FlowBatchReader reader = FlowBatchReader.open(batch.file(), CHECKED)) {
      for (FlowTuple row = reader.next(); row != null && !unwanted; row = reader.next()) {
        while (interval == null
            || row.intervalStart() != interval.interval().startSeconds()
            || row.part() != interval.part()) {
          interval = intervals.get(++at);
          origin = origins.asOf(day(interval));
        }
        int version = row.ipVersion();
        boolean folded = row.folded();
        rows.tuples[rows.size] = row;
        rows.intervals[rows.size] = at;
        rows.countries[rows.size] =
            folded
                ? Origin.UNATTRIBUTED
                : origin.country(version, row.sourceHigh(), row.sourceLow());
        rows.asns[rows.size++] =
            folded ? 0 : origin.asn(version, row.sourceHigh(), row.sourceLow());
        if (rows.size == ROWS) {
          hand(rows);
          rows = new Rows(ROWS);
        }
      }
      hand(rows);
    } finally {
      hand(END);
    }
  }

  private void hand(Rows rows) throws InterruptedException {
    while (!unwanted && !ready.offer(rows, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      // The writer commits, or has failed and will say so.
    }
  }

  /** Day of an interval, which its origins are as of. */
  static LocalDate day(IntervalHeader interval) {
    return LocalDate.ofInstant(interval.interval().start(), ZoneOffset.UTC);
  }

  /** Ends it wherever it is, so that the batch's file is free. */
  @Override
  public void close() {
    unwanted = true;
    try {
      decoding.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // Whoever asked for rows was told; nobody else wants to know.
      org.slf4j.LoggerFactory.getLogger(RowsAhead.class).debug("a batch was not decoded", e);
    }
  }
}
