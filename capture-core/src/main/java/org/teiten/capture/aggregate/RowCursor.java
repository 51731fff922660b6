// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import org.apache.datasketches.hll.HllSketch;

/** Walks over a closed table's rows in the order of their key: those without source first. */
final class RowCursor {
  private final FlowTupleTable table;
  private final int[] foldedOrder;
  private final int[] order;
  private int at;

  RowCursor(FlowTupleTable table) {
    this(table, RowOrder.of(table.folded().rows()), RowOrder.of(table.rows()));
  }

  private RowCursor(FlowTupleTable table, int[] foldedOrder, int[] order) {
    this.table = table;
    this.foldedOrder = foldedOrder;
    this.order = order;
  }

  /** The same rows from the beginning, without ordering them again. */
  RowCursor again() {
    return new RowCursor(table, foldedOrder, order);
  }

  boolean atEnd() {
    return at == foldedOrder.length + order.length;
  }

  void next() {
    at++;
  }

  boolean folded() {
    return at < foldedOrder.length;
  }

  int row() {
    return folded() ? foldedOrder[at] : order[at - foldedOrder.length];
  }

  RowStore rows() {
    return folded() ? table.folded().rows() : table.rows();
  }

  /** Of a folded row, its sources. */
  SourceCounter sources() {
    return table.folded().sources();
  }

  /** Of a folded row, its sources as a sketch; else null. */
  HllSketch sketch() {
    return folded() ? sources().sketch(row()) : null;
  }

  /** Compares the keys of the rows at which two cursors stand. */
  static int compare(RowCursor a, RowCursor b) {
    if (a.folded() != b.folded()) {
      return a.folded() ? -1 : 1;
    }
    return RowOrder.compare(a.rows(), a.row(), b.rows(), b.row());
  }
}
