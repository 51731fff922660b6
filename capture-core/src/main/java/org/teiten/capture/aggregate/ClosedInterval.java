// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import java.util.List;
import java.util.function.Consumer;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;

/**
 * An interval (or a part of one) that takes no more packets. Whoever receives it owns its memory
 * until {@link #release()}, and may read it on another thread.
 */
public interface ClosedInterval {
  /**
   * What was observed, with what loss, and what the rows add up to. Its part number is 0, or rises
   * where one interval is closed more than once.
   */
  IntervalHeader header();

  /** SYN stack signatures used by the rows: entry i has id i + 1. */
  List<String> signatures();

  /** SYN packets whose signature found no place among {@link #signatures()}. */
  long unsignedPackets();

  /** Hands over every row in {@link FlowTuple#KEY_ORDER}. May be called more than once. */
  void forEachRow(Consumer<FlowTuple> consumer);

  /** The same rows for whoever only adds them up, without the cost of order and objects. */
  void forEachRowInAnyOrder(Consumer<RowView> consumer);

  /** Gives the memory back to the table. */
  void release();
}
