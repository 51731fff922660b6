// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teiten.flowtuple.batch.BatchId;

/** What waits, oldest first, and which of it is being sent. Guarded by its own monitor. */
final class WaitingBatches {
  /**
   * What is known of a batch.
   *
   * @param spooledMillis since when it waits, milliseconds since 1970
   * @param packets -1 until its content has been verified
   */
  record Entry(long bytes, long spooledMillis, long packets) {}

  private final Map<BatchId, Entry> batches = new LinkedHashMap<>();
  private final Set<BatchId> taken = new HashSet<>();
  private long bytes;

  void add(BatchId id, Entry entry) {
    batches.put(id, entry);
    bytes += entry.bytes();
  }

  void replace(BatchId id, Entry entry) {
    Entry old = batches.replace(id, entry);
    if (old != null) {
      bytes += entry.bytes() - old.bytes();
    }
  }

  /** Removes a batch and returns what was known of it, null if it did not wait. */
  Entry remove(BatchId id) {
    taken.remove(id);
    Entry gone = batches.remove(id);
    if (gone != null) {
      bytes -= gone.bytes();
    }
    return gone;
  }

  Entry get(BatchId id) {
    return batches.get(id);
  }

  /**
   * Marks the oldest batch that nobody has taken as taken and returns it, null if there is none.
   *
   * @param avoid batches that are taken only if there is no other, in the order of this collection
   */
  BatchId take(Collection<BatchId> avoid) {
    BatchId chosen = null;
    for (BatchId id : batches.keySet()) {
      if (!taken.contains(id) && !avoid.contains(id)) {
        chosen = id;
        break;
      }
    }
    if (chosen == null) {
      chosen =
          avoid.stream()
              .filter(id -> batches.containsKey(id) && !taken.contains(id))
              .findFirst()
              .orElse(null);
    }
    if (chosen != null) {
      taken.add(chosen);
    }
    return chosen;
  }

  void giveBack(BatchId id) {
    taken.remove(id);
  }

  /** The oldest batch that is not being sent. */
  Optional<BatchId> oldestUntaken() {
    return batches.keySet().stream().filter(batch -> !taken.contains(batch)).findFirst();
  }

  /** Whether there is a batch that nobody has taken. */
  boolean hasUntaken() {
    return batches.size() > taken.size();
  }

  int size() {
    return batches.size();
  }

  long bytes() {
    return bytes;
  }

  /** Since when the oldest batch waits, milliseconds since 1970; empty if none waits. */
  Optional<Long> oldestMillis() {
    return batches.values().stream().map(Entry::spooledMillis).min(Long::compare);
  }
}
