// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

/** One interval's FlowTuples. */
public final class FlowTupleTable {
  private FlowTupleTable() {}

  /** The most rows that a table can close with. */
  public static long maxRows(int maxKeys, int maxFoldedKeys) {
    return (long) maxKeys + maxFoldedKeys + 1_200;
  }

  /** Memory of one table in bytes. */
  public static long memoryBytes(int maxKeys, int maxFoldedKeys) {
    return maxKeys * 120L + maxFoldedKeys * 1_200L;
  }
}
