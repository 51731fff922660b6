// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import java.util.Arrays;

/**
 * Row numbers in the order of {@link org.teiten.flowtuple.FlowTuple#KEY_ORDER}. Allocates.
 *
 * <p>Sorts one word a row, which holds as much of the key as fits, and then by the whole key those
 * rows whose words begin alike: for IPv4, those of one source.
 *
 * <pre>
 *   63       62                          24 23         0
 *   +--------+-----------------------------+-----------+
 *   | IPv6 ? | source: IPv4, or top 39 bits | row      |
 *   +--------+-----------------------------+-----------+
 * </pre>
 */
final class RowOrder {
  private static final int ROW_BITS = 24;
  private static final int ROW_MASK = (1 << ROW_BITS) - 1;
  private static final int PREFIX_BITS = 39;

  private final RowStore rows;

  private RowOrder(RowStore rows) {
    this.rows = rows;
  }

  static int[] of(RowStore rows) {
    RowOrder by = new RowOrder(rows);
    long[] words = new long[rows.count()];
    for (int row = 0; row < words.length; row++) {
      // Turning the top bit makes the order of signed words that of unsigned ones.
      words[row] = (by.prefix(row) << ROW_BITS | row) ^ Long.MIN_VALUE;
    }
    Arrays.sort(words);
    int[] order = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      order[i] = (int) words[i] & ROW_MASK;
    }
    by.sortAlike(words, order);
    return order;
  }

  private long prefix(int row) {
    return RowKey.ipVersion(rows.key(row)) == 4
        ? rows.sourceLow(row)
        : 1L << PREFIX_BITS | rows.sourceHigh(row) >>> (Long.SIZE - PREFIX_BITS);
  }

  private void sortAlike(long[] words, int[] order) {
    int from = 0;
    for (int to = 1; to <= order.length; to++) {
      if (to == order.length || words[to] >>> ROW_BITS != words[from] >>> ROW_BITS) {
        if (to - from > 1) {
          sort(order, from, to);
        }
        from = to;
      }
    }
  }

  /** Merge sort from the bottom: n log n whatever the keys are. */
  private void sort(int[] order, int start, int end) {
    int[] from = Arrays.copyOfRange(order, start, end);
    int[] to = new int[from.length];
    for (long width = 1; width < from.length; width *= 2) {
      for (long low = 0; low < from.length; low += 2 * width) {
        merge(
            from,
            to,
            (int) low,
            (int) Math.min(low + width, from.length),
            (int) Math.min(low + 2 * width, from.length));
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    System.arraycopy(from, 0, order, start, from.length);
  }

  private void merge(int[] from, int[] to, int low, int middle, int high) {
    int left = low;
    int right = middle;
    for (int i = low; i < high; i++) {
      boolean takeLeft = left < middle && (right >= high || compare(from[left], from[right]) <= 0);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }

  private int compare(int a, int b) {
    return compare(rows, a, rows, b);
  }

  /** Compares the keys of two rows, of one table or two. */
  static int compare(RowStore rowsA, int a, RowStore rowsB, int b) {
    long keyA = rowsA.key(a);
    long keyB = rowsB.key(b);
    int c = Integer.compare(RowKey.ipVersion(keyA), RowKey.ipVersion(keyB));
    if (c == 0) {
      c = Long.compareUnsigned(rowsA.sourceHigh(a), rowsB.sourceHigh(b));
    }
    if (c == 0) {
      c = Long.compareUnsigned(rowsA.sourceLow(a), rowsB.sourceLow(b));
    }
    return c != 0 ? c : Long.compare(keyA, keyB);
  }
}
