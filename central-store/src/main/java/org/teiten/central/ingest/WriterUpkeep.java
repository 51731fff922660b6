// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.teiten.central.pki.SensorRegistry;
import org.teiten.central.store.LedgerTable;
import org.teiten.central.store.Rollups;
import org.teiten.central.store.StoreTransaction;

/**
 * What the writer does between batches: it rolls up what was stored, and forgets what has ended. A
 * step that fails is due again after its usual pause. The writer's thread alone.
 */
final class WriterUpkeep {
  private static final Duration DIGESTS_KEPT = Duration.ofDays(90);
  private static final Duration FORGETTING = Duration.ofDays(1);
  private static final long ROLL_UP_ROWS = 1_000_000;
  private static final long ROLL_UP_AT_END_ROWS = 50_000;
  private static final long ROLL_UP_NANOS = TimeUnit.HOURS.toNanos(1);

  private final StoreTransaction transaction;
  private final SensorRegistry registry;
  private final Clock clock;
  private Instant forgetAt = Instant.EPOCH;
  private long notRolledUp;
  private long rolledUpAt = System.nanoTime();

  WriterUpkeep(StoreTransaction transaction, SensorRegistry registry, Clock clock)
      throws SQLException {
    this.transaction = transaction;
    this.registry = registry;
    this.clock = clock;
    this.notRolledUp = Rollups.pending(transaction.connection());
  }

  void stored(long rows) {
    notRolledUp += rows;
  }

  /** Without it questions are slower, never wrong: what fails is tried again with later rows. */
  void rollUp() throws SQLException {
    if (notRolledUp >= ROLL_UP_ROWS
        || (notRolledUp > 0 && System.nanoTime() - rolledUpAt >= ROLL_UP_NANOS)) {
      rollUpNow();
    }
  }

  void rollUpAtEnd() throws SQLException {
    if (notRolledUp >= ROLL_UP_AT_END_ROWS) {
      rollUpNow();
    }
  }

  private void rollUpNow() throws SQLException {
    notRolledUp = 1;
    try {
      transaction.rollUp();
      notRolledUp = 0;
    } finally {
      rolledUpAt = System.nanoTime();
    }
  }

  /** Once a day: what the ledger and the registry need no longer. */
  void forget() throws SQLException {
    Instant now = clock.instant();
    if (now.isBefore(forgetAt)) {
      return;
    }
    forgetAt = now.plus(FORGETTING);
    transaction.begin();
    LedgerTable.forgetDigests(transaction.connection(), now.minus(DIGESTS_KEPT));
    registry.forgetEnded(transaction.connection(), now);
    transaction.commit();
  }
}
