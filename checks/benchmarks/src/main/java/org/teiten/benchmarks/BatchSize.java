// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.FlowBatchReader;

/** What a capture takes as batches, beside what the FlowTuples in them hold. */
final class BatchSize {
  private static final int ASKED = 12;

  private final Path sensor;
  private final Path folder;

  /**
   * Prepares nothing yet.
   *
   * @param sensor the launcher
   * @param folder for the batches
   */
  BatchSize(Path sensor, Path folder) {
    this.sensor = sensor;
    this.folder = folder.resolve("batches");
  }

  /** Writes the batches of a capture and says in Markdown how large they are. */
  String run(Path capture, long packets) throws IOException, InterruptedException {
    List<Path> old = batches();
    for (Path batch : old) {
      Files.delete(batch);
    }
    Command.output(
        capture.getParent(),
        sensor.toString(),
        "read",
        "--format",
        "json",
        "--sensor",
        "bench-1",
        "--monitored",
        "198.18.0.0/15",
        "--batches",
        folder.toString(),
        capture.toString());
    RowEntropy entropy = new RowEntropy();
    long bytes = 0;
    long rows = 0;
    for (Path batch : batches()) {
      bytes += Files.size(batch);
      try (FlowBatchReader reader = FlowBatchReader.open(batch, BatchLimits.DEFAULT)) {
        for (FlowTuple row = reader.next(); row != null; row = reader.next()) {
          entropy.add(row);
          rows++;
        }
      }
    }
    return markdown(packets, Files.size(capture), rows, bytes, entropy.bits());
  }

  private List<Path> batches() throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.naturalOrder()).toList();
    }
  }

  private static String markdown(
      long packets, long captured, long rows, long bytes, Map<String, Double> bits) {
    StringBuilder columns = new StringBuilder();
    bits.forEach(
        (name, all) ->
            columns.append(String.format(Locale.ROOT, "| %s | %.2f |%n", name, all / rows)));
    double least = bits.values().stream().mapToDouble(Double::doubleValue).sum() / rows;
    return String.format(
        Locale.ROOT,
        """
        ## A capture as batches

        %,d packets are %,d FlowTuples; as batches they take **%.1f bytes each** (asked: %d), %.1f a packet (as pcap: %.1f).
        With each column coded by itself, as it is or as the difference to the row before, whichever is less, knowing the type,
        whether the source is that of the row before, and whether the row is one packet, they would need:

        | column | bits a FlowTuple |
        |---|---:|
        %s| together | %.2f, which is %.1f bytes |
        """,
        packets,
        rows,
        (double) bytes / rows,
        ASKED,
        (double) bytes / packets,
        (double) captured / packets,
        columns,
        least,
        least / 8);
  }
}
