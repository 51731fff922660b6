// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.teiten.central.Batch;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.EpochKind;
import org.teiten.flowtuple.batch.FlowBatchReader;

/** The batches of a capture ({@code teiten-sensor read --batches}), dealt to sensors by source. */
final class DealtCapture {
  private static final long MICROS = 1_000_000;

  private final List<String> signatures = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /** By sensor, then by the interval's start. */
  private final List<TreeMap<Long, List<FlowTuple>>> dealt = new ArrayList<>();

  private long rows;

  DealtCapture(Path folder, int sensors) throws IOException {
    for (int i = 0; i < sensors; i++) {
      dealt.add(new TreeMap<>());
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> file.toString().endsWith(".avro")).sorted().toList();
    }
    for (Path file : files) {
      try (FlowBatchReader reader = FlowBatchReader.open(file, BatchLimits.DEFAULT)) {
        for (FlowTuple row = reader.next(); row != null; row = reader.next()) {
          deal(row, reader.header().signatures());
        }
      }
    }
  }

  private void deal(FlowTuple row, List<String> own) {
    int signature =
        row.stackSignature() == 0
            ? 0
            : numbers.computeIfAbsent(
                own.get(row.stackSignature() - 1),
                text -> {
                  signatures.add(text);
                  return signatures.size();
                });
    int sensor = (int) Long.remainderUnsigned(row.sourceLow() * 0x9E3779B97F4A7C15L, dealt.size());
    dealt
        .get(sensor)
        .computeIfAbsent(row.intervalStart(), start -> new ArrayList<>())
        .add(with(row, row.intervalStart(), 0, signature));
    rows++;
  }

  long rows() {
    return rows;
  }

  /** From its first interval's begin to its last one's end, seconds. */
  long seconds() {
    return last() + 60 - first();
  }

  private long first() {
    return dealt.stream()
        .filter(one -> !one.isEmpty())
        .mapToLong(TreeMap::firstKey)
        .min()
        .orElse(0);
  }

  private long last() {
    return dealt.stream().filter(one -> !one.isEmpty()).mapToLong(TreeMap::lastKey).max().orElse(0);
  }

  /** A sensor's minutes as batches of one interval each, the first one at that time. */
  void live(int sensor, String id, Instant from, long firstSequence, Consumer<Batch> consumer) {
    long shift = from.getEpochSecond() - first();
    long sequence = firstSequence;
    for (Map.Entry<Long, List<FlowTuple>> one : dealt.get(sensor).entrySet()) {
      Batch batch = Batch.of(id, 1, sequence++);
      fill(batch, one.getKey(), one.getValue(), shift);
      consumer.accept(batch);
    }
  }

  /** A sensor's minutes as one batch of an archive. */
  Batch archive(int sensor, String id, Instant from, long sequence) {
    long shift = from.getEpochSecond() - first();
    Batch batch = Batch.of(id, 1, sequence).kind(EpochKind.CAPTURE);
    dealt.get(sensor).forEach((start, own) -> fill(batch, start, own, shift));
    return batch;
  }

  private void fill(Batch batch, long start, List<FlowTuple> own, long shift) {
    batch.signatures(signatures);
    batch
        .minute(Instant.ofEpochSecond(start + shift).toString())
        .rows(
            own.stream()
                .map(row -> with(row, start + shift, shift, row.stackSignature()))
                .toList());
  }

  private static FlowTuple with(FlowTuple row, long start, long shift, int signature) {
    return new FlowTuple(
        start,
        0,
        row.ipVersion(),
        row.sourceHigh(),
        row.sourceLow(),
        row.folded(),
        row.protocol(),
        row.port(),
        row.icmpType(),
        row.icmpCode(),
        row.trafficType(),
        row.fingerprint(),
        row.packets(),
        row.bytes(),
        row.destinations(),
        row.destinationsEstimated(),
        row.sources(),
        row.sourcesSketch(),
        row.firstMicros() + shift * MICROS,
        row.lastMicros() + shift * MICROS,
        row.otherPort(),
        row.ttl(),
        signature,
        row.tcpFlags(),
        row.qualityMarks(),
        row.quotedVersion(),
        row.quotedHigh(),
        row.quotedLow(),
        row.quotedProtocol(),
        row.quotedPort());
  }
}
