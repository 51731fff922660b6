// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import java.io.IOException;
import java.io.OutputStream;
import org.teiten.flowtuple.FlowTuple;

/** Skeleton. */
public final class FlowBatchWriter implements AutoCloseable {

  /**
   * Begins a batch.
   *
   * @param header all interval headers, known beforehand
   * @param out receives the bytes; closed with the writer
   */
  public FlowBatchWriter(BatchHeader header, OutputStream out) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Appends the next row.
   *
   * @throws IllegalArgumentException if rows are not in {@link FlowTuple#KEY_ORDER}
   */
  public void append(FlowTuple row) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends the batch.
   *
   * @throws IllegalStateException if the rows do not add up to the headers
   */
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
