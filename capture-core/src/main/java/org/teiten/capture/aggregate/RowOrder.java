// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

/** Row numbers in the order of {@link org.teiten.flowtuple.FlowTuple#KEY_ORDER}. Allocates. */
final class RowOrder {
  private final RowStore rows;

  private RowOrder(RowStore rows) {
    this.rows = rows;
  }

  static int[] of(RowStore rows) {
    int[] order = new int[rows.count()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    new RowOrder(rows).sort(order);
    return order;
  }

  /** Merge sort from the bottom: n log n whatever the keys are. */
  private void sort(int[] order) {
    int[] from = order;
    int[] to = new int[order.length];
    for (long width = 1; width < order.length; width *= 2) {
      for (long low = 0; low < order.length; low += 2 * width) {
        merge(
            from,
            to,
            (int) low,
            (int) Math.min(low + width, order.length),
            (int) Math.min(low + 2 * width, order.length));
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    if (from != order) {
      System.arraycopy(from, 0, order, 0, order.length);
    }
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
    long keyA = rows.key(a);
    long keyB = rows.key(b);
    int c = Integer.compare(RowKey.ipVersion(keyA), RowKey.ipVersion(keyB));
    if (c == 0) {
      c = Long.compareUnsigned(rows.sourceHigh(a), rows.sourceHigh(b));
    }
    if (c == 0) {
      c = Long.compareUnsigned(rows.sourceLow(a), rows.sourceLow(b));
    }
    return c != 0 ? c : Long.compare(keyA, keyB);
  }
}
