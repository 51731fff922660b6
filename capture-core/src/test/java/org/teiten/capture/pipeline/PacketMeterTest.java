// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.teiten.capture.Frames.ACK;
import static org.teiten.capture.Frames.SYN;
import static org.teiten.capture.Frames.icmp;
import static org.teiten.capture.Frames.ip;
import static org.teiten.capture.Frames.tcp;
import static org.teiten.capture.Frames.udp;
import static org.teiten.capture.Frames.withIpv4Field;
import static org.teiten.capture.pipeline.Meters.MIDNIGHT;
import static org.teiten.capture.pipeline.Meters.assertBalanced;
import static org.teiten.capture.pipeline.Meters.send;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teiten.capture.Frames;
import org.teiten.capture.pipeline.MeterConfig.Mode;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.QualityMark;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.TrafficType;

class PacketMeterTest {
  private final IntervalCollector sink = new IntervalCollector();

  @Test
  void oneKeysPacketsBecomeOneRow() {
    PacketMeter meter = Meters.ofCaptures(sink);
    send(meter, MIDNIGHT + 5, tcp("8.8.4.4", 40001, "192.0.2.1", 23, SYN));
    send(meter, MIDNIGHT + 9, tcp("8.8.4.4", 40002, "192.0.2.2", 23, SYN | 64));
    send(meter, MIDNIGHT + 7, tcp("8.8.4.4", 40003, "192.0.2.2", 23, SYN));
    meter.finish(0);
    assertThat(sink.rows).hasSize(1);
    FlowTuple row = sink.rows.get(0);
    assertThat(row.packets()).isEqualTo(3);
    assertThat(row.bytes()).isEqualTo(120);
    assertThat(row.destinations()).isEqualTo(2);
    assertThat(row.destinationsEstimated()).isFalse();
    assertThat(row.firstMicros()).isEqualTo(MIDNIGHT + 5);
    assertThat(row.lastMicros()).isEqualTo(MIDNIGHT + 9);
    assertThat(row.port()).isEqualTo(23);
    assertThat(row.otherPort()).isEqualTo(40001);
    assertThat(row.ttl()).isEqualTo(64);
    assertThat(row.tcpFlags()).isEqualTo(SYN | 64);
    assertThat(row.sources()).isEqualTo(1);
    assertThat(row.folded()).isFalse();
    assertBalanced(meter, sink);
  }

  @Test
  void everyPartOfTheKeySeparatesRowsAndRowsComeInKeyOrder() {
    PacketMeter meter = Meters.ofCaptures(sink);
    byte[][] different = {
      tcp("2400::2", 1, "2001:db8::1", 23, SYN),
      tcp("2400:1::1", 1, "2001:db8::1", 23, SYN),
      tcp("8.8.4.4", 1, "192.0.2.1", 23, SYN),
      tcp("200.8.4.4", 1, "192.0.2.1", 23, SYN),
      tcp("8.8.4.4", 1, "192.0.2.1", 60000, SYN),
      tcp("8.8.4.4", 23, "192.0.2.1", 1, SYN | ACK),
      udp("8.8.4.4", 1, "192.0.2.1", 23),
      icmp("8.8.4.4", "192.0.2.1", 8, 0),
      icmp("8.8.4.4", "192.0.2.1", 8, 1),
      icmp("8.8.4.4", "192.0.2.1", 255, 255),
      ip("8.8.4.4", "192.0.2.1", 47, new byte[4]),
      withIpv4Field(udp("8.8.4.4", 1, "192.0.2.1", 23), 6, 0x0010),
    };
    for (byte[] packet : different) {
      send(meter, MIDNIGHT, packet);
      send(meter, MIDNIGHT, packet);
    }
    meter.finish(0);
    assertThat(sink.rows).hasSize(different.length);
    assertThat(sink.rows).allSatisfy(row -> assertThat(row.packets()).isEqualTo(2));
    assertThat(sink.rows)
        .filteredOn(row -> row.protocol() == 1)
        .extracting(FlowTuple::port, FlowTuple::icmpType, FlowTuple::icmpCode)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(-1, 8, 0),
            org.assertj.core.groups.Tuple.tuple(-1, 8, 1),
            org.assertj.core.groups.Tuple.tuple(-1, 255, 255));
    assertBalanced(meter, sink);
  }

  @Test
  void theVictimThatAnIcmpErrorQuotesIsKept() {
    PacketMeter meter = Meters.ofCaptures(sink, "192.0.2.0/24");
    byte[] quoted = udp("192.0.2.1", 7, "203.0.113.9", 53);
    send(meter, MIDNIGHT, icmp("8.8.4.4", "192.0.2.1", 3, 3, quoted));
    meter.finish(0);
    FlowTuple row = sink.rows.get(0);
    assertThat(row.quotedVersion()).isEqualTo(4);
    assertThat(row.quotedLow()).isEqualTo(0xcb007109L);
    assertThat(row.quotedProtocol()).isEqualTo(17);
    assertThat(row.quotedPort()).isEqualTo(53);
  }

  @Test
  void noOwnAddressIsEverInARow() {
    PacketMeter meter = Meters.ofCaptures(sink, "192.0.2.0/24", "2001:db8:7::/48");
    send(meter, MIDNIGHT, tcp("192.0.2.9", 80, "192.0.2.9", 80, SYN));
    send(meter, MIDNIGHT, tcp("2001:db8:7::9", 80, "2001:db8:7::9", 80, SYN));
    send(meter, MIDNIGHT, tcp("192.0.2.77", 80, "192.0.2.9", 80, SYN));
    send(meter, MIDNIGHT, tcp("192.0.2.9", 80, "8.8.8.8", 80, SYN));
    send(
        meter, MIDNIGHT, icmp("8.8.4.4", "192.0.2.9", 3, 3, udp("192.0.2.9", 7, "192.0.2.13", 53)));
    meter.finish(0);
    assertThat(meter.counters().notMonitored()).isEqualTo(1);
    assertThat(sink.headers.get(0).monitoredIpv4()).isEqualTo(256);
    assertThat(sink.headers.get(0).monitoredIpv6()).isEqualTo(65_536);
    assertThat(sink.rows).hasSize(3);
    assertThat(sink.rows)
        .allSatisfy(
            row -> {
              assertThat(row.sourceLow() >>> 8).isNotEqualTo(0xc00002L);
              assertThat(row.sourceHigh() >>> 16).isNotEqualTo(0x2001_0db8_0007L);
              assertThat(row.quotedLow()).isZero();
              assertThat(row.qualityMarks() & QualityMark.OWN_ADDRESS.bit()).isPositive();
            });
    assertBalanced(meter, sink);
  }

  @Test
  void foldingKeepsPacketsAndBytesExactAndEstimatesSources() {
    PacketMeter meter =
        PacketMeter.ofCaptures(Meters.config(Mode.CAPTURE, 1_024, 64), LinkType.RAW_IP, sink);
    int sources = 20_000;
    for (int i = 0; i < sources; i++) {
      String source = "9.1." + (i >> 8) + "." + (i & 255);
      send(meter, MIDNIGHT, tcp(source, 443, "192.0.2.1", 9, SYN | ACK));
    }
    meter.finish(0);
    List<FlowTuple> folded = sink.rows.stream().filter(FlowTuple::folded).toList();
    assertThat(folded).hasSize(1);
    FlowTuple row = folded.get(0);
    int own = 1_024 / 8 + 1_024 / 4;
    assertThat(sink.rows).hasSize(1 + own);
    assertThat(row.port()).isEqualTo(443);
    assertThat(row.trafficType()).isEqualTo(TrafficType.TCP_SYN_ACK);
    assertThat(row.packets()).isEqualTo(sources - own);
    assertThat(row.bytes()).isEqualTo((sources - own) * 40L);
    assertThat((double) row.sources()).isBetween(0.9 * sources, 1.1 * sources);
    assertThat(row.sourcesSketch()).isNotNull();
    assertThat(meter.counters().foldedPackets()).isEqualTo(sources - own);
    assertBalanced(meter, sink);
  }

  @Test
  void aStormOfOneClassLeavesTheOthersTheirCapacity() {
    for (TrafficClass storm : TrafficClass.values()) {
      IntervalCollector fresh = new IntervalCollector();
      PacketMeter meter =
          PacketMeter.ofCaptures(Meters.config(Mode.CAPTURE, 1_024, 64), LinkType.RAW_IP, fresh);
      for (int i = 0; i < 30_000; i++) {
        send(meter, MIDNIGHT, ofClass(storm, "9.1." + (i >> 8) + "." + (i & 255)));
      }
      for (TrafficClass other : TrafficClass.values()) {
        for (int i = 0; other != storm && i < 100; i++) {
          send(meter, MIDNIGHT, ofClass(other, "11.0.0." + i));
        }
      }
      meter.finish(0);
      for (TrafficClass other : TrafficClass.values()) {
        assertThat(
                fresh.rows.stream()
                    .filter(r -> r.trafficClass() == other && !r.folded())
                    .filter(r -> r.sourceLow() >>> 24 == 11)
                    .count())
            .isEqualTo(other == storm ? 0 : 100);
      }
      assertBalanced(meter, fresh);
    }
  }

  private static byte[] ofClass(TrafficClass trafficClass, String source) {
    return switch (trafficClass) {
      case SCAN -> tcp(source, 1, "192.0.2.1", 23, SYN);
      case BACKSCATTER -> tcp(source, 23, "192.0.2.1", 1, SYN | ACK);
      case OTHER -> ip(source, "192.0.2.1", 47, new byte[4]);
    };
  }

  @Test
  void aStormOverAllPortsTypesAndProtocolsStaysBoundedAndExact() {
    PacketMeter meter =
        PacketMeter.ofCaptures(Meters.config(Mode.CAPTURE, 1_024, 64), LinkType.RAW_IP, sink);
    Random random = new Random(11);
    for (int i = 0; i < 200_000; i++) {
      String source = "9." + random.nextInt(256) + "." + ((i >> 8) & 255) + "." + (i & 255);
      int port = random.nextInt(65_536);
      switch (random.nextInt(5)) {
        case 0 -> send(meter, MIDNIGHT, tcp(source, port, "192.0.2.1", port, random.nextInt(256)));
        case 1 -> send(meter, MIDNIGHT, udp(source, 1, "192.0.2.1", port));
        case 2 -> send(meter, MIDNIGHT, icmp(source, "192.0.2.1", port & 255, port >> 8));
        case 3 -> send(meter, MIDNIGHT, ip(source, "192.0.2.1", port & 255, new byte[20]));
        default ->
            send(
                meter, MIDNIGHT, udp("2400::" + Integer.toHexString(port), 1, "2001:db8::1", port));
      }
    }
    meter.finish(0);
    assertThat(meter.counters().foldedPackets()).isGreaterThan(190_000);
    assertThat(sink.rows.size())
        .isLessThanOrEqualTo((int) org.teiten.capture.aggregate.FlowTupleTable.maxRows(1_024, 64));
    assertThat(sink.rows)
        .anySatisfy(
            row -> {
              assertThat(row.folded()).isTrue();
              assertThat(row.protocol()).isEqualTo(17);
              assertThat(row.port()).isEqualTo(-1);
            });
    assertBalanced(meter, sink);
  }

  @Test
  void aTableIsEmptyAgainForTheNextInterval() {
    PacketMeter meter =
        PacketMeter.ofCaptures(Meters.config(Mode.CAPTURE, 1_024, 64), LinkType.RAW_IP, sink);
    for (int minute = 0; minute < 5; minute++) {
      for (int i = 0; i < 5_000; i++) {
        String source = "9.1." + (i >> 8) + "." + (i & 255);
        send(meter, MIDNIGHT + minute * Meters.MINUTE, tcp(source, 443, "192.0.2.1", 9, SYN | ACK));
      }
    }
    meter.finish(0);
    assertThat(sink.headers).hasSize(5);
    assertThat(sink.headers).allSatisfy(h -> assertThat(h.packets()).isEqualTo(5_000));
    assertThat(sink.headers).allSatisfy(h -> assertThat(h.rows()).isEqualTo(128 + 256 + 1));
    assertThat(sink.rows)
        .filteredOn(FlowTuple::folded)
        .allSatisfy(r -> assertThat(r.sources()).isEqualTo(sink.rows.get(0).sources()));
    assertBalanced(meter, sink);
  }

  @ParameterizedTest
  @EnumSource(LinkType.class)
  void booksBalanceOnAnyBytes(LinkType link) {
    PacketMeter meter =
        PacketMeter.ofCaptures(
            Meters.config(Mode.CAPTURE, 1_024, 64, "192.0.2.0/24", "10.0.0.0/8", "2001:db8::/32"),
            link,
            sink);
    Random random = new Random(link.ordinal());
    byte[][] seeds = {
      new byte[0],
      tcp("8.8.8.8", 1, "192.0.2.1", 23, SYN),
      udp("8.8.8.8", 53, "10.0.2.1", 23, new byte[30]),
      icmp("10.1.2.3", "192.0.2.1", 3, 3, udp("192.0.2.1", 1, "10.2.3.4", 5)),
      icmp("2400::1", "2001:db8::1", 1, 3, udp("2001:db8::1", 1, "2001:db8::2", 5)),
      ip("2400::1", "2001:db8::1", 0, new byte[64]),
    };
    UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      byte[] seed = seeds[random.nextInt(seeds.length)];
      byte[] frame = link == LinkType.ETHERNET ? Frames.ethernet(0x0800, seed) : seed;
      System.arraycopy(frame, 0, bytes, 0, Math.min(frame.length, bytes.length));
      for (int bent = random.nextInt(4); bent > 0 && bytes.length > 0; bent--) {
        bytes[random.nextInt(Math.min(bytes.length, 60))] = (byte) random.nextInt();
      }
      buffer.putBytes(100, bytes);
      long micros = random.nextInt(1_000) == 0 ? random.nextLong() : MIDNIGHT + i * 10_000L;
      int wire = random.nextInt(50) == 0 ? random.nextInt() : bytes.length;
      meter.onFrame(micros, wire, buffer, 100, bytes.length);
    }
    assertThat(meter.finish(0)).isTrue();
    assertThat(meter.counters().frames()).isEqualTo(100_000);
    assertBalanced(meter, sink);
  }

  @Test
  void meteringAllocatesNothingPerPacket() {
    PacketMeter meter =
        PacketMeter.ofCaptures(
            Meters.config(Mode.CAPTURE, 2_048, 64, "192.0.2.0/24"), LinkType.RAW_IP, sink);
    UnsafeBuffer[] packets = {
      new UnsafeBuffer(tcp("8.8.8.8", 1, "192.0.2.1", 23, SYN)),
      new UnsafeBuffer(tcp("8.8.8.8", 23, "192.0.2.1", 1, SYN | ACK)),
      new UnsafeBuffer(udp("8.8.8.8", 53, "192.0.2.1", 1, new byte[12])),
      new UnsafeBuffer(icmp("8.8.8.8", "192.0.2.1", 8, 0)),
      new UnsafeBuffer(tcp("8.8.8.8", 1, "192.0.3.1", 23, SYN)),
      new UnsafeBuffer(new byte[30])
    };
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    meterMany(meter, packets);
    long before = threads.getCurrentThreadAllocatedBytes();
    meterMany(meter, packets);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    meter.finish(0);
    assertThat(meter.counters().foldedPackets()).isPositive();
    assertThat((double) allocated / PACKETS).isLessThan(0.01);
  }

  private static final int PACKETS = 1_000_000;

  /** Half of them from ever new sources, so that the table is full and folds. */
  private static void meterMany(PacketMeter meter, UnsafeBuffer[] packets) {
    for (int i = 0; i < PACKETS; i++) {
      UnsafeBuffer packet = packets[i % packets.length];
      if (i % 2 == 0) {
        packet.putInt(12, i);
      }
      meter.onFrame(MIDNIGHT + i, packet.capacity(), packet, 0, packet.capacity());
    }
  }
}
