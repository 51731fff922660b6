// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.teiten.capture.Frames.SYN;
import static org.teiten.capture.Frames.icmp;
import static org.teiten.capture.Frames.ip;
import static org.teiten.capture.Frames.tcp;
import static org.teiten.capture.Frames.udp;
import static org.teiten.capture.Frames.withIpv4Field;
import static org.teiten.capture.pipeline.Meters.MIDNIGHT;
import static org.teiten.capture.pipeline.Meters.assertBalanced;
import static org.teiten.capture.pipeline.Meters.send;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.teiten.capture.pipeline.MeterConfig.Detail;
import org.teiten.capture.pipeline.MeterConfig.Mode;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.TrafficType;

/** The compact mode, detail by port, against FlowTuples by source of the same packets. */
class DetailTest {
  /** Five standard errors of the estimate. */
  private static final double SOURCES_ERROR = 0.17;

  private final IntervalCollector bySource = new IntervalCollector();
  private final IntervalCollector byPort = new IntervalCollector();

  private static PacketMeter meter(Detail detail, int foldedKeys, IntervalCollector sink) {
    MeterConfig config =
        new MeterConfig(
            Mode.CAPTURE,
            60,
            List.of(),
            List.of(),
            List.of(),
            detail,
            1 << 17,
            foldedKeys,
            Duration.ZERO,
            1,
            2);
    return PacketMeter.ofCaptures(config, LinkType.RAW_IP, sink);
  }

  /** What a row by port is made for. */
  private record PortKey(
      long interval,
      int ipVersion,
      int protocol,
      int port,
      int icmpType,
      int icmpCode,
      TrafficType type,
      String fingerprint) {
    static PortKey of(FlowTuple row) {
      return new PortKey(
          row.intervalStart(),
          row.ipVersion(),
          row.protocol(),
          row.port(),
          row.icmpType(),
          row.icmpCode(),
          row.trafficType(),
          row.fingerprint().toString());
    }
  }

  /** Of all rows of one key. */
  private static final class Sum {
    final Set<List<Long>> sources = new HashSet<>();
    long packets;
    long bytes;
    long first = Long.MAX_VALUE;
    long last;
    int flags;
    int marks;

    void add(FlowTuple row) {
      sources.add(List.of(row.sourceHigh(), row.sourceLow()));
      packets += row.packets();
      bytes += row.bytes();
      first = Math.min(first, row.firstMicros());
      last = Math.max(last, row.lastMicros());
      flags |= row.tcpFlags();
      marks |= row.qualityMarks();
    }
  }

  private void sendToBoth(int foldedKeys) {
    PacketMeter source = meter(Detail.SOURCE, 4_096, bySource);
    PacketMeter port = meter(Detail.PORT, foldedKeys, byPort);
    Random random = new Random(5);
    for (int i = 0; i < 60_000; i++) {
      byte[] packet = packet(random);
      long micros = MIDNIGHT + i * 2_000L;
      send(source, micros, packet);
      send(port, micros, packet);
    }
    source.finish(0);
    port.finish(0);
    assertBalanced(source, bySource);
    assertBalanced(port, byPort);
    assertThat(source.counters().foldedPackets()).isZero();
    assertThat(port.counters().foldedPackets()).isEqualTo(port.counters().classes().total());
    assertThat(port.counters().classes()).isEqualTo(source.counters().classes());
    assertThat(port.counters().bytes()).isEqualTo(source.counters().bytes());
  }

  private static byte[] packet(Random random) {
    int host = (int) Math.min(9_999, Math.abs(random.nextGaussian()) * 2_000);
    String source = "9.1." + (host >> 8) + "." + (host & 255);
    String own = "192.0.2." + random.nextInt(256);
    int port = new int[] {22, 23, 445, 8080, 51_413}[random.nextInt(5)];
    return switch (random.nextInt(8)) {
      case 0, 1 -> tcp(source, 1_024 + random.nextInt(9), own, port, SYN);
      case 2 -> tcp(source, port, own, random.nextInt(65_536), random.nextInt(64));
      case 3 -> udp(source, 1_024, own, port, new byte[random.nextInt(20)]);
      case 4 -> icmp(source, own, random.nextInt(16), random.nextInt(3));
      case 5 -> ip(source, own, 40 + random.nextInt(10), new byte[random.nextInt(50)]);
      case 6 -> udp("2400::" + Integer.toHexString(host), 7, "2001:db8::1", port);
      default -> withIpv4Field(udp(source, 7, own, port), 6, 100);
    };
  }

  @Test
  void hasTheTotalsOfDetailBySourceInRowsWithoutSource() {
    sendToBoth(65_536);
    Map<PortKey, Sum> expected = new HashMap<>();
    bySource.rows.forEach(
        row -> expected.computeIfAbsent(PortKey.of(row), key -> new Sum()).add(row));

    assertThat(byPort.headers).hasSameSizeAs(bySource.headers).hasSize(2);
    assertThat(byPort.rows).hasSize(expected.size());
    assertThat(byPort.rows)
        .allSatisfy(
            row -> {
              Sum sum = expected.get(PortKey.of(row));
              assertThat(row.folded()).isTrue();
              assertThat(row.sourceHigh() | row.sourceLow()).isZero();
              assertThat(row.packets()).isEqualTo(sum.packets);
              assertThat(row.bytes()).isEqualTo(sum.bytes);
              assertThat(row.firstMicros()).isEqualTo(sum.first);
              assertThat(row.lastMicros()).isEqualTo(sum.last);
              assertThat(row.tcpFlags()).isEqualTo(sum.flags);
              assertThat(row.qualityMarks()).isEqualTo(sum.marks);
              int sources = sum.sources.size();
              assertThat((double) row.sources())
                  .isCloseTo(sources, Offset.offset(Math.max(1, sources * SOURCES_ERROR)));
              assertThat(row.sourcesSketch()).isNotNull();
            });
    assertThat(byPort.rows).hasSizeLessThan(bySource.rows.size() / 5);
  }

  @Test
  void losesPortsButNoPacketsPastItsKeys() {
    sendToBoth(64);
    assertThat(byPort.rows.stream().mapToLong(FlowTuple::packets).sum())
        .isEqualTo(bySource.rows.stream().mapToLong(FlowTuple::packets).sum());
    assertThat(byPort.rows)
        .anyMatch(row -> row.protocol() == 6 && row.port() == -1 && row.packets() > 0);
  }
}
