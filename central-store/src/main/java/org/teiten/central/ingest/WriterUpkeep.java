// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.teiten.central.pki.SensorRegistry;
import org.teiten.central.store.LedgerTable;
import org.teiten.central.store.StoreTransaction;

/**
 * What the writer does between batches: it forgets what has ended. A step that fails is due again
 * after its usual pause. The writer's thread alone.
 */
final class WriterUpkeep {
  private static final Duration DIGESTS_KEPT = Duration.ofDays(90);
  private static final Duration FORGETTING = Duration.ofDays(1);

  private final StoreTransaction transaction;
  private final SensorRegistry registry;
  private final Clock clock;
  private Instant forgetAt = Instant.EPOCH;

  WriterUpkeep(StoreTransaction transaction, SensorRegistry registry, Clock clock) {
    this.transaction = transaction;
    this.registry = registry;
    this.clock = clock;
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
