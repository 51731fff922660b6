// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.teiten.flowtuple.FlowTuple;

/**
 * Writes one batch. The same header and rows give the same bytes: the sync marker is a hash of the
 * id, and nothing in the container depends on when or where it was written.
 */
public final class FlowBatchWriter implements AutoCloseable {
  private static final int COMPRESSION_LEVEL = 3;
  private static final int BLOCK_BYTES = 1 << 20;

  private final DataFileWriter<FlowTuple> out;
  private final BatchTotals totals;

  /**
   * Begins a batch.
   *
   * @param header all interval headers, known beforehand
   * @param out receives the bytes; closed with the writer
   */
  public FlowBatchWriter(BatchHeader header, OutputStream out) throws IOException {
    this.totals = new BatchTotals(header.intervals());
    this.out = new DataFileWriter<>(new RowEncoder());
    this.out
        .setCodec(CodecFactory.zstandardCodec(COMPRESSION_LEVEL, true))
        .setSyncInterval(BLOCK_BYTES)
        .setMeta(BatchSchema.BATCH_KEY, HeaderJson.write(header))
        .setMeta(BatchSchema.SIGNATURES_KEY, HeaderJson.writeSignatures(header))
        .create(BatchSchema.v1(), out, syncMarker(header.id()));
  }

  /**
   * Appends the next row.
   *
   * @throws IllegalArgumentException if rows are not in {@link FlowTuple#KEY_ORDER} or belong to no
   *     announced interval
   */
  public void append(FlowTuple row) throws IOException {
    String problem = totals.accept(row);
    if (problem != null) {
      throw new IllegalArgumentException("row " + totals.rowCount() + " " + problem);
    }
    out.append(row);
  }

  /**
   * Ends the batch.
   *
   * @throws IllegalStateException if the rows do not add up to the headers; what was written is
   *     then not a batch
   */
  @Override
  public void close() throws IOException {
    out.close();
    String problem = totals.end();
    if (problem != null) {
      throw new IllegalStateException(problem);
    }
  }

  private static byte[] syncMarker(BatchId id) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(id.toString().getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(hash, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
