// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import java.io.IOException;
import java.nio.file.Path;
import org.teiten.flowtuple.FlowTuple;

/** Skeleton. */
public final class FlowBatchReader implements AutoCloseable {

  /** Opens a batch file; its header has been checked when this returns. */
  public static FlowBatchReader open(Path file, BatchLimits limits) throws IOException {
    throw new UnsupportedOperationException();
  }

  public BatchHeader header() {
    throw new UnsupportedOperationException();
  }

  /**
   * The next row, or null after the last; returning null means that all rows were there, in order,
   * and add up to the headers.
   *
   * @throws InvalidBatchException if the batch is not what it claims
   */
  public FlowTuple next() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
