// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.teiten.central.enrich.Origin;
import org.teiten.central.enrich.OriginDatabase;
import org.teiten.central.enrich.OriginDatabases;
import org.teiten.central.enrich.OriginKind;
import org.teiten.central.store.FlowRows;
import org.teiten.central.store.IntervalRows;
import org.teiten.central.store.OriginTable;
import org.teiten.central.store.StoreTransaction;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.batch.BatchHeader;

/** Writes an admitted batch's intervals and its FlowTuples with their origins. One thread. */
final class BatchRows implements AutoCloseable {
  private final StoreTransaction transaction;
  private final OriginDatabases origins;
  private final Map<OriginDatabase, Integer> numbers = new HashMap<>();
  private final ExecutorService decoder =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "batch-decoder");
            thread.setDaemon(true);
            return thread;
          });

  BatchRows(StoreTransaction transaction, OriginDatabases origins) {
    this.transaction = transaction;
    this.origins = origins;
  }

  void append(ReceivedBatch batch, BatchLedger.Admission admission)
      throws SQLException, IOException {
    BatchHeader header = batch.header();
    List<IntervalHeader> intervals = header.intervals();
    LocalDate day = null;
    IntervalRows.Databases databases = null;
    for (int i = 0; i < intervals.size(); i++) {
      LocalDate own = RowsAhead.day(intervals.get(i));
      if (!own.equals(day)) {
        day = own;
        databases = databases(origins.asOf(day));
      }
      transaction
          .intervals()
          .append(
              admission.batch(),
              admission.sensor().number(),
              header.epochKind(),
              intervals.get(i),
              batch.packetTimes().get(i).firstMicros(),
              batch.packetTimes().get(i).lastMicros(),
              admission.overlap().get(i),
              databases);
    }
    appendFlows(batch, admission);
  }

  private void appendFlows(ReceivedBatch batch, BatchLedger.Admission admission)
      throws SQLException, IOException {
    List<String> signatures = batch.header().signatures();
    FlowRows flows = transaction.flows();
    try (RowsAhead ahead = new RowsAhead(batch, origins, decoder)) {
      for (RowsAhead.Rows rows = ahead.next(); rows != null; rows = ahead.next()) {
        for (int i = 0; i < rows.size; i++) {
          FlowTuple row = rows.tuples[i];
          int signature = row.stackSignature();
          flows.append(
              admission.batch(),
              admission.sensor().number(),
              admission.overlap().get(rows.intervals[i]),
              row,
              signature == 0 ? null : signatures.get(signature - 1),
              rows.countries[i],
              rows.asns[i]);
        }
      }
    }
  }

  private IntervalRows.Databases databases(Origin origin) throws SQLException {
    return new IntervalRows.Databases(
        number(origin, OriginKind.COUNTRY, 4),
        number(origin, OriginKind.COUNTRY, 6),
        number(origin, OriginKind.ASN, 4),
        number(origin, OriginKind.ASN, 6));
  }

  private int number(Origin origin, OriginKind kind, int ipVersion) throws SQLException {
    Optional<OriginDatabase> database = origin.database(kind, ipVersion);
    if (database.isEmpty()) {
      return 0;
    }
    Integer known = numbers.get(database.get());
    if (known == null) {
      known = OriginTable.number(transaction.connection(), database.get());
      numbers.put(database.get(), known);
    }
    return known;
  }

  /** Forgets what a rollback may have undone. */
  void forget() {
    numbers.clear();
  }

  @Override
  public void close() {
    decoder.shutdown();
  }
}
