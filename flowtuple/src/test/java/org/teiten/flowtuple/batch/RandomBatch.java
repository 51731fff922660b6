// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.teiten.flowtuple.CaptureLoss;
import org.teiten.flowtuple.ClassTotals;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.Fingerprint;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.Interval;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.SensorId;
import org.teiten.flowtuple.SourcesSketch;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.TrafficType;
import org.teiten.flowtuple.Undecodable;

/** A batch drawn from a seed, with every field in use somewhere. */
final class RandomBatch {
  private static final String[] MARKS = {"none", "mirai", "masscan", "zmap-54321"};

  final BatchHeader header;
  final List<FlowTuple> rows = new ArrayList<>();
  private final Random random;

  RandomBatch(long seed, int intervals, int rowsPerInterval) {
    random = new Random(seed);
    List<IntervalHeader> headers = new ArrayList<>();
    long start = 1_490_000_040L / 60 * 60;
    for (int i = 0; i < intervals; i++) {
      int part = i > 0 && random.nextInt(5) == 0 ? headers.get(i - 1).part() + 1 : 0;
      start += part > 0 ? 0 : 60L * (1 + random.nextInt(3));
      headers.add(interval(new Interval(start, 60), part, random.nextInt(rowsPerInterval + 1)));
    }
    header =
        new BatchHeader(
            new BatchId(
                new SensorId("sensor-0" + random.nextInt(10)),
                String.format("%016x%016x", random.nextLong(), random.nextLong()),
                random.nextInt(1_000_000)),
            "jp",
            EpochKind.values()[random.nextInt(3)],
            "teiten test",
            headers,
            List.of("64:df:60:65535:2-4-8-1-3:1460:7", "128::52:64240:2-1-3-1-1-4:1460:8"),
            random.nextInt(10));
  }

  private IntervalHeader interval(Interval interval, int part, int count) {
    TreeSet<FlowTuple> ordered = new TreeSet<>(FlowTuple.KEY_ORDER);
    for (int i = 0; i < count; i++) {
      ordered.add(row(interval, part));
    }
    rows.addAll(ordered);
    long[] packets = new long[3];
    long bytes = 0;
    long foldedRows = 0;
    long foldedPackets = 0;
    for (FlowTuple row : ordered) {
      packets[row.trafficClass().ordinal()] += row.packets();
      bytes += row.bytes();
      foldedRows += row.folded() ? 1 : 0;
      foldedPackets += row.folded() ? row.packets() : 0;
    }
    long total = packets[0] + packets[1] + packets[2];
    return new IntervalHeader(
        interval,
        part,
        interval.startMicros() + random.nextInt(1_000_000),
        interval.endMicros() - random.nextInt(1_000_000),
        random.nextInt(65_536),
        random.nextInt(10),
        new CaptureLoss(
            total + 100,
            random.nextInt(50),
            random.nextInt(50),
            random.nextInt(50),
            random.nextInt(50),
            new Undecodable(1, 2, 3, random.nextInt(50)),
            random.nextInt(50),
            random.nextInt(50),
            Math.min(total, 2),
            Math.min(total, 1),
            foldedPackets,
            foldedRows),
        new ClassTotals(
            packets[TrafficClass.SCAN.ordinal()],
            packets[TrafficClass.BACKSCATTER.ordinal()],
            packets[TrafficClass.OTHER.ordinal()]),
        ordered.size(),
        bytes,
        random.nextBoolean()
            ? ClockState.UNKNOWN
            : new ClockState(ClockState.Kind.SYNCHRONISED, random.nextInt(100_000)));
  }

  private FlowTuple row(Interval interval, int part) {
    boolean v6 = random.nextInt(4) == 0;
    boolean folded = random.nextInt(20) == 0;
    TrafficType type = TrafficType.values()[random.nextInt(TrafficType.values().length)];
    boolean icmp = type.label().startsWith("icmp");
    int quotedVersion = icmp && random.nextBoolean() ? (v6 ? 6 : 4) : 0;
    long packets = 1L + random.nextInt(1_000);
    long first = interval.startMicros() + random.nextInt(30_000_000);
    return new FlowTuple(
        interval.startSeconds(),
        part,
        v6 ? 6 : 4,
        v6 && !folded ? random.nextLong() : 0,
        folded ? 0 : v6 ? random.nextLong() : random.nextInt() & 0xffff_ffffL,
        folded,
        icmp ? 1 : 6,
        icmp ? -1 : random.nextInt(65_536),
        icmp ? random.nextInt(256) : -1,
        icmp ? random.nextInt(256) : -1,
        type,
        new Fingerprint(MARKS[random.nextInt(MARKS.length)]),
        packets,
        packets * 40,
        1 + random.nextInt(5),
        random.nextBoolean(),
        folded ? 1 + random.nextInt(1_000_000) : 1,
        folded ? new SourcesSketch(new byte[] {1, 2, (byte) random.nextInt()}) : null,
        first,
        first + random.nextInt(30_000_000),
        icmp ? -1 : random.nextInt(65_536),
        random.nextInt(256),
        random.nextInt(3),
        random.nextInt(256),
        random.nextInt(1_024),
        quotedVersion,
        quotedVersion == 6 ? random.nextLong() : 0,
        quotedVersion == 0 ? 0 : quotedVersion == 6 ? random.nextLong() : 0xc000_0201L,
        quotedVersion == 0 ? -1 : 6,
        quotedVersion == 0 ? -1 : random.nextInt(65_536));
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FlowBatchWriter writer = new FlowBatchWriter(header, out)) {
      for (FlowTuple row : rows) {
        writer.append(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
