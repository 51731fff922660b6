// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.teiten.capture.pipeline.MeterConfig.Mode;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.ClassTotals;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.IpPrefix;

/** Meters for tests, and what must hold of whatever they gave. */
final class Meters {
  static final long SECOND = 1_000_000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;

  /** 2017-05-12T00:00:00Z. */
  static final long MIDNIGHT = 1_494_547_200L * SECOND;

  private Meters() {}

  static MeterConfig config(Mode mode, int maxKeys, int maxFoldedKeys, String... monitored) {
    List<IpPrefix> prefixes = Arrays.stream(monitored).map(IpPrefix::parse).toList();
    return new MeterConfig(
        mode,
        60,
        prefixes,
        List.of(),
        maxKeys,
        maxFoldedKeys,
        Duration.ofSeconds(2),
        0x5eed,
        0xfeed);
  }

  static PacketMeter ofCaptures(IntervalCollector sink, String... monitored) {
    return PacketMeter.ofCaptures(
        config(Mode.CAPTURE, 4_096, 64, monitored), LinkType.RAW_IP, sink);
  }

  static void send(PacketMeter meter, long micros, byte[] frame) {
    meter.onFrame(micros, frame.length, new UnsafeBuffer(frame), 0, frame.length);
  }

  /** Cumulative books, each interval's books, rows against headers, order, and no time twice. */
  static void assertBalanced(PacketMeter meter, IntervalCollector sink) {
    MeterCounters counters = meter.counters();
    assertThat(
            counters.notIp()
                + counters.undecodable().total()
                + counters.notMonitored()
                + counters.solicited()
                + counters.classes().total())
        .isEqualTo(counters.frames());
    long frames = 0;
    for (int i = 0; i < sink.headers.size(); i++) {
      IntervalHeader header = sink.headers.get(i);
      assertHeaderAddsUp(header, sink.rowsByInterval.get(i));
      frames +=
          header.loss().notIp()
              + header.loss().undecodable().total()
              + header.loss().notMonitored()
              + header.loss().solicited()
              + header.packets();
    }
    assertThat(frames).isEqualTo(counters.frames());
    assertThat(sink.headers.stream().mapToLong(h -> h.loss().late()).sum())
        .isEqualTo(counters.late());
    assertThat(sink.headers.stream().mapToLong(h -> h.loss().badTime()).sum())
        .isEqualTo(counters.badTime())
        .isLessThanOrEqualTo(counters.late());
    assertThat(sink.headers.stream().mapToLong(IntervalHeader::bytes).sum())
        .isEqualTo(counters.bytes());
    assertThat(counters.closedIntervals()).isEqualTo(sink.headers.size());
    assertNoTimeTwice(sink.headers);
    assertThat(sink.headers.stream().map(h -> h.interval() + "/" + h.part()).distinct())
        .hasSameSizeAs(sink.headers);
  }

  static void assertHeaderAddsUp(IntervalHeader header, List<FlowTuple> rows) {
    ClassTotals classes =
        new ClassTotals(
            packets(rows, org.teiten.flowtuple.TrafficClass.SCAN),
            packets(rows, org.teiten.flowtuple.TrafficClass.BACKSCATTER),
            packets(rows, org.teiten.flowtuple.TrafficClass.OTHER));
    assertThat(header.classes()).isEqualTo(classes);
    assertThat(header.rows()).isEqualTo(rows.size());
    assertThat(header.bytes()).isEqualTo(rows.stream().mapToLong(FlowTuple::bytes).sum());
    assertThat(header.loss().foldedRows())
        .isEqualTo(rows.stream().filter(FlowTuple::folded).count());
    assertThat(header.loss().foldedPackets())
        .isEqualTo(rows.stream().filter(FlowTuple::folded).mapToLong(FlowTuple::packets).sum());
    for (int i = 0; i < rows.size(); i++) {
      FlowTuple row = rows.get(i);
      boolean holds =
          (i == 0 || FlowTuple.KEY_ORDER.compare(rows.get(i - 1), row) < 0)
              && row.firstMicros() >= 0
              && row.firstMicros() <= row.lastMicros()
              && row.destinations() > 0
              && row.intervalStart() == header.interval().startSeconds()
              && row.part() == header.part();
      if (!holds) { // an assertion for each of many thousand rows would take minutes
        throw new AssertionError(row + " after " + (i == 0 ? null : rows.get(i - 1)));
      }
    }
  }

  private static long packets(List<FlowTuple> rows, org.teiten.flowtuple.TrafficClass of) {
    return rows.stream()
        .filter(row -> row.trafficClass() == of)
        .mapToLong(FlowTuple::packets)
        .sum();
  }

  static void assertNoTimeTwice(List<IntervalHeader> headers) {
    List<IntervalHeader> sorted =
        headers.stream()
            .filter(h -> h.observedFromMicros() < h.observedToMicros())
            .sorted(java.util.Comparator.comparingLong(IntervalHeader::observedFromMicros))
            .toList();
    for (int i = 1; i < sorted.size(); i++) {
      assertThat(sorted.get(i).observedFromMicros())
          .isGreaterThanOrEqualTo(sorted.get(i - 1).observedToMicros());
    }
  }

  /** The row with another id of its stack signature. */
  static FlowTuple withSignature(FlowTuple row, int id) {
    return new FlowTuple(
        row.intervalStart(),
        row.part(),
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
        row.firstMicros(),
        row.lastMicros(),
        row.otherPort(),
        row.ttl(),
        id,
        row.tcpFlags(),
        row.qualityMarks(),
        row.quotedVersion(),
        row.quotedHigh(),
        row.quotedLow(),
        row.quotedProtocol(),
        row.quotedPort());
  }
}
