// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.flowtuple.batch.EpochKind;
import org.teiten.flowtuple.batch.FlowBatchWriter;
import org.teiten.sensor.read.DayPlan.Planned;
import org.teiten.support.lifecycle.Software;

/** Writes the batches of captures into a folder. The same input gives the same files. */
final class CaptureBatches {
  private final CaptureOptions options;
  private final CaptureEpoch epoch;
  private final Path folder;
  private final IntervalStore store;
  private int written;
  private long packets;

  CaptureBatches(CaptureOptions options, CaptureEpoch epoch, Path folder, IntervalStore store) {
    this.options = options;
    this.epoch = epoch;
    this.folder = folder;
    this.store = store;
  }

  /**
   * Writes everything that was stored.
   *
   * @throws IllegalArgumentException if packets lie outside of the observed span
   */
  void write() throws IOException {
    try {
      new DayPlan(options.observed(), this::writeUnchecked).plan(store.intervals());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  int written() {
    return written;
  }

  /** Packets in the batches. */
  long packets() {
    return packets;
  }

  private void writeUnchecked(List<Planned> intervals) {
    try {
      write(intervals);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(List<Planned> intervals) throws IOException {
    Map<String, Integer> dictionary = dictionary(intervals);
    BatchHeader header =
        new BatchHeader(
            new BatchId(options.sensor(), epoch.epoch(), written),
            options.group(),
            EpochKind.CAPTURE,
            Software.nameAndVersion("teiten-sensor", CaptureBatches.class),
            intervals.stream().map(Planned::header).toList(),
            List.copyOf(dictionary.keySet()),
            intervals.stream()
                .flatMap(planned -> planned.stored().stream())
                .mapToLong(StoredInterval::unsignedPackets)
                .sum());
    Path file = folder.resolve(header.id().fileName());
    Path temporary = folder.resolve("." + header.id().fileName() + ".tmp");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16);
          FlowBatchWriter writer = new FlowBatchWriter(header, out)) {
        for (Planned planned : intervals) {
          if (planned.stored().isPresent()) {
            StoredInterval stored = planned.stored().get();
            store.forEachRow(
                stored, planned.header().part(), ids(stored, dictionary), writer::append);
          }
        }
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    written++;
    packets += header.packets();
  }

  /** The batch's signatures in the order of their first use, as far as there is room. */
  private static Map<String, Integer> dictionary(List<Planned> intervals) {
    Map<String, Integer> dictionary = new LinkedHashMap<>();
    for (Planned planned : intervals) {
      planned
          .stored()
          .ifPresent(
              stored -> {
                for (String signature : stored.signatures()) {
                  if (dictionary.size() < BatchHeader.MAX_SIGNATURES) {
                    dictionary.putIfAbsent(signature, dictionary.size() + 1);
                  }
                }
              });
    }
    return dictionary;
  }

  private static RowCodec.SignatureIds ids(StoredInterval stored, Map<String, Integer> dictionary) {
    Map<Integer, Integer> ids = new HashMap<>();
    for (int i = 0; i < stored.signatures().size(); i++) {
      ids.put(i + 1, dictionary.getOrDefault(stored.signatures().get(i), 0));
    }
    return id -> ids.getOrDefault(id, 0);
  }
}
