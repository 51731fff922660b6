// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.batch.InvalidBatchException.Kind;

/**
 * Reads one batch from outside, believing nothing: schema, codec, every length and count, the order
 * of the rows and their sums are checked, and memory stays within {@link BatchLimits} whatever the
 * file says. One thread.
 */
public final class FlowBatchReader implements AutoCloseable {
  private static final Set<String> KEYS =
      Set.of(
          BatchSchema.SCHEMA_KEY,
          BatchSchema.CODEC_KEY,
          BatchSchema.BATCH_KEY,
          BatchSchema.SIGNATURES_KEY);

  private final ContainerInput container;
  private final BatchHeader header;
  private final BatchTotals totals;
  private ContainerInput.Block block;
  private RowDecoder decoder;
  private long blockRowsLeft;

  private FlowBatchReader(ContainerInput container, BatchLimits limits) throws IOException {
    this.container = container;
    Map<String, byte[]> metadata = container.metadata();
    for (String key : KEYS) {
      if (!metadata.containsKey(key)) {
        throw new InvalidBatchException(Kind.UNSUPPORTED, "metadata has no " + key);
      }
    }
    String codec = text(metadata, BatchSchema.CODEC_KEY);
    if (!codec.equals(BatchSchema.CODEC)) {
      throw new InvalidBatchException(
          Kind.UNSUPPORTED, "codec must be " + BatchSchema.CODEC + ", not " + printable(codec));
    }
    if (!text(metadata, BatchSchema.SCHEMA_KEY).equals(BatchSchema.v1Text())) {
      throw new InvalidBatchException(
          Kind.UNSUPPORTED,
          "schema is not a released one; this release reads flowtuple-v1.avsc, to the letter");
    }
    this.header =
        HeaderJson.read(
            metadata.get(BatchSchema.BATCH_KEY), metadata.get(BatchSchema.SIGNATURES_KEY), limits);
    this.totals = new BatchTotals(header.intervals());
  }

  /**
   * Opens a batch file; its header has been checked when this returns.
   *
   * @throws InvalidBatchException if it is no batch
   */
  public static FlowBatchReader open(Path file, BatchLimits limits) throws IOException {
    ContainerInput container = new ContainerInput(file, limits);
    try {
      return new FlowBatchReader(container, limits);
    } catch (IOException | RuntimeException e) {
      container.close();
      throw e;
    }
  }

  public BatchHeader header() {
    return header;
  }

  /**
   * The next row, or null after the last; returning null means that all rows were there, in order,
   * and add up to the headers.
   *
   * @throws InvalidBatchException if the batch is not what it claims
   */
  public FlowTuple next() throws IOException {
    while (blockRowsLeft == 0) {
      if (block != null && block.input().remaining() > 0) {
        throw new InvalidBatchException(
            Kind.MALFORMED,
            block.input().remaining()
                + " bytes before byte "
                + container.position()
                + " are no row");
      }
      if (container.atEnd()) {
        String problem = totals.end();
        if (problem != null) {
          throw new InvalidBatchException(Kind.LYING, problem);
        }
        return null;
      }
      block = container.block(totals.rowCount());
      decoder = new RowDecoder(block.input());
      blockRowsLeft = block.rows();
    }
    FlowTuple row = decoder.decode();
    if (row.stackSignature() > header.signatures().size()) {
      throw block.input().lie("stack_signature", "is not in the dictionary");
    }
    String problem = totals.accept(row);
    if (problem != null) {
      throw new InvalidBatchException(Kind.LYING, "row " + totals.rowCount() + " " + problem);
    }
    blockRowsLeft--;
    block.input().nextRow();
    return row;
  }

  private static String text(Map<String, byte[]> metadata, String key) {
    return new String(metadata.get(key), StandardCharsets.UTF_8);
  }

  private static String printable(String text) {
    return "'" + text.substring(0, Math.min(32, text.length())).replaceAll("[^ -~]", "?") + "'";
  }

  @Override
  public void close() throws IOException {
    container.close();
  }
}
