// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

/**
 * Bounds that a reader holds every batch to before it allocates.
 *
 * @param fileBytes size of the file or body
 * @param metadataBytes size of all metadata
 * @param intervals number of interval headers
 * @param rows number of rows in the batch
 * @param blockBytes size of one block, compressed and decompressed
 */
public record BatchLimits(
    long fileBytes, int metadataBytes, int intervals, long rows, int blockBytes) {
  /** What the centre accepts at least (design §5): 256 MiB a body, 16 million rows. */
  public static final BatchLimits DEFAULT =
      new BatchLimits(256L << 20, 64 << 20, 100_000, 16_000_000, 16 << 20);
}
