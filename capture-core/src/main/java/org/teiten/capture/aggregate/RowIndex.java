// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

/**
 * Finds rows by hash: open addressing with a bounded number of probes, at most half full. An entry
 * is 0, or eight bits of the hash above the number of the row plus one.
 */
final class RowIndex {
  /** What {@link #find} returns if the row is not there and there is no place for it either. */
  static final int NO_PLACE = Integer.MIN_VALUE;

  private static final int MAX_PROBES = 64;
  private static final int SPARSE = 4;
  private static final int ROW_BITS = 24;
  private static final int ROW_MASK = (1 << ROW_BITS) - 1;

  private final RowStore rows;
  private final TableMemory entries;
  private final int length;
  private final int[] firstEntries = new int[FlowTupleTable.PENDING];

  RowIndex(RowStore rows, int capacity) {
    this.rows = rows;
    length = length(capacity);
    entries = TableMemory.zeroed((length + 1) / 2);
  }

  static int length(int capacity) {
    return Integer.highestOneBit(Math.max(1, capacity) * 4 - 1);
  }

  /**
   * Forgets all rows; before the store does. Of a few rows in a large index only the places where
   * each can be are emptied, so that a quiet minute costs little and touches little memory.
   *
   * @param hash with which they were put here
   */
  void clear(KeyHash hash) {
    if (rows.count() > length / (SPARSE * MAX_PROBES)) {
      entries.clear(0, (long) length * Integer.BYTES);
      return;
    }
    int mask = length - 1;
    for (int row = 0; row < rows.count(); row++) {
      int place = (int) hash.hash(rows.key(row), rows.sourceLow(row), rows.sourceHigh(row));
      for (int i = 0; i < MAX_PROBES; i++) {
        put((place + i) & mask, 0);
      }
    }
  }

  private int entry(int place) {
    return entries.getInt((long) place * Integer.BYTES);
  }

  private void put(int place, int entry) {
    entries.putInt((long) place * Integer.BYTES, entry);
  }

  /**
   * Looks for a row.
   *
   * @return its number; or {@code ~place}, where {@link #put} may put it; or {@link #NO_PLACE}
   */
  int find(long hash, long key, long sourceHigh, long sourceLow) {
    int mask = length - 1;
    int tag = (int) (hash >>> 56);
    int place = (int) hash & mask;
    for (int i = 0; i < MAX_PROBES; i++) {
      int entry = entry(place);
      if (entry == 0) {
        return ~place;
      }
      if (entry >>> ROW_BITS == tag) {
        int row = (entry & ROW_MASK) - 1;
        if (rows.matches(row, key, sourceHigh, sourceLow)) {
          return row;
        }
      }
      place = (place + 1) & mask;
    }
    return NO_PLACE;
  }

  /**
   * Reads the memory that {@link #find} will need for these hashes, all at once.
   *
   * @return a value without meaning, which depends on all that was read
   */
  long fetch(long[] hashes, int count) {
    final int mask = length - 1;
    final int[] first = firstEntries;
    for (int i = 0; i < count; i++) {
      first[i] = entry((int) hashes[i] & mask);
    }
    long read = 0;
    for (int i = 0; i < count; i++) {
      read ^= rows.fetch(Math.max(0, (first[i] & ROW_MASK) - 1));
    }
    return read;
  }

  void put(int notFound, long hash, int row) {
    put(~notFound, ((int) (hash >>> 56) << ROW_BITS) | (row + 1));
  }
}
