// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.teiten.capture.Frames.ACK;
import static org.teiten.capture.Frames.SYN;
import static org.teiten.capture.Frames.tcp;
import static org.teiten.capture.Frames.udp;
import static org.teiten.capture.pipeline.Meters.MIDNIGHT;
import static org.teiten.capture.pipeline.Meters.MINUTE;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.teiten.capture.pipeline.MeterConfig.Mode;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.TrafficType;

/** What an attacker would send to make the sensor lose count, memory or its scanners. */
class TableUnderAttackTest {
  /** Five standard errors of the sketch. */
  private static final double SOURCES_PERCENT = 17;

  private static final int SOURCE = 12;
  private static final int DESTINATION = 16;
  private static final int SOURCE_PORT = 20;
  private static final int DESTINATION_PORT = 22;

  private final IntervalCollector sink = new IntervalCollector();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final UnsafeBuffer scan = new UnsafeBuffer(tcp("9.0.0.0", 1, "192.0.2.1", 23, SYN));
  private final UnsafeBuffer answer =
      new UnsafeBuffer(tcp("9.0.0.0", 443, "192.0.2.1", 1, SYN | ACK));
  private long allocated;
  private long measured;

  private PacketMeter meter(int keys) {
    return PacketMeter.ofCaptures(Meters.config(Mode.CAPTURE, keys, 64), LinkType.RAW_IP, sink);
  }

  private static void send(PacketMeter meter, long micros, UnsafeBuffer packet) {
    meter.onFrame(micros, packet.capacity(), packet, 0, packet.capacity());
  }

  private static UnsafeBuffer from(UnsafeBuffer packet, int source) {
    packet.putInt(SOURCE, source, ByteOrder.BIG_ENDIAN);
    return packet;
  }

  private long allocatedSoFar() {
    return threads.getCurrentThreadAllocatedBytes();
  }

  private void assertFlatMemory() {
    assertThat(measured).isGreaterThan(100_000);
    assertThat((double) allocated / measured).as("bytes a packet").isLessThan(0.01);
  }

  private static long packets(IntervalCollector sink) {
    return sink.rows.stream().mapToLong(FlowTuple::packets).sum();
  }

  @Test
  void sixteenMillionSourcesInOneMinuteAreCountedExactlyInFixedMemory() {
    int sources = 1 << 24;
    int keys = 4_096;
    PacketMeter meter = meter(keys);
    for (int i = 0; i < sources; i++) {
      if (i == 1 << 20) {
        allocated = allocatedSoFar();
      }
      send(meter, MIDNIGHT + i * 3L, from(scan, 0x0900_0000 + i));
    }
    allocated = allocatedSoFar() - allocated;
    measured = sources - (1L << 20);
    meter.finish(0);
    assertFlatMemory();

    int kept = keys / 2 + keys / 4; // reserved for scans, and shared
    assertThat(sink.headers).hasSize(1);
    IntervalHeader header = sink.headers.get(0);
    assertThat(header.classes().scan()).isEqualTo(sources);
    assertThat(header.bytes()).isEqualTo(40L * sources);
    assertThat(header.loss().foldedPackets()).isEqualTo(sources - kept);
    assertThat(sink.rows).hasSize(kept + 1);
    assertThat(packets(sink)).isEqualTo(sources);
    assertThat(sink.rows.get(0).sources())
        .isCloseTo(sources - kept, withinPercentage(SOURCES_PERCENT));
    Meters.assertBalanced(meter, sink);
  }

  @Test
  void randomSourcesAndPortsStayBoundedAndExact() {
    int packets = 2_000_000;
    PacketMeter meter = meter(4_096);
    Random random = new Random(1);
    for (int i = 0; i < packets; i++) {
      if (i == packets / 2) {
        allocated = allocatedSoFar();
      }
      scan.putInt(SOURCE_PORT, random.nextInt());
      send(meter, MIDNIGHT + i, from(scan, random.nextInt() >>> 1));
    }
    allocated = allocatedSoFar() - allocated;
    measured = packets / 2L;
    meter.finish(0);
    assertFlatMemory();
    assertThat(sink.headers.get(0).classes().total()).isEqualTo(packets);
    assertThat(packets(sink)).isEqualTo(packets);
    assertThat(sink.rows)
        .hasSizeLessThanOrEqualTo(
            (int) org.teiten.capture.aggregate.FlowTupleTable.maxRows(4_096, 64));
    Meters.assertBalanced(meter, sink);
  }

  @Test
  void oneKeyAloneIsOneRowHoweverManyPacketsAndDestinations() {
    int packets = 2_000_000;
    PacketMeter meter = meter(1_024);
    UnsafeBuffer probe = new UnsafeBuffer(udp("9.0.0.0", 1, "192.0.2.1", 23));
    for (int i = 0; i < packets; i++) {
      if (i == packets / 2) {
        allocated = allocatedSoFar();
      }
      probe.putInt(DESTINATION, 0xc000_0200 + (i & 0xffff), ByteOrder.BIG_ENDIAN);
      send(meter, MIDNIGHT + i, probe);
    }
    allocated = allocatedSoFar() - allocated;
    measured = packets / 2L;
    meter.finish(0);
    assertFlatMemory();
    assertThat(sink.rows).hasSize(1);
    assertThat(sink.rows.get(0).packets()).isEqualTo(packets);
    assertThat(sink.rows.get(0).bytes()).isEqualTo(28L * packets);
    assertThat(sink.rows.get(0).destinations()).isCloseTo(1 << 16, withinPercentage(95));
    Meters.assertBalanced(meter, sink);
  }

  /**
   * 70 million sources of SYN-ACKs in a day, as on 2020-03-11, are 48,611 a minute; here for a
   * quarter of an hour, beside 2,000 scanners, in a table that holds a third of them.
   */
  @Test
  void aStormOfBackscatterFoldsNoScanner() {
    int minutes = 15;
    int victims = 48_611;
    int scanners = 2_000;
    PacketMeter meter = meter(16_384);
    for (int minute = 0; minute < minutes; minute++) {
      long start = MIDNIGHT + minute * MINUTE;
      long before = 0;
      for (int i = 0; i < victims; i++) {
        long micros = start + i * (MINUTE / victims);
        if (i == victims / 10) { // the interval before is closed, which allocates
          before = allocatedSoFar();
        }
        answer.putShort(DESTINATION_PORT, (short) i);
        send(meter, micros, from(answer, 0x0a00_0000 + minute * victims + i));
        if (i % (victims / scanners) == 0 && i / (victims / scanners) < scanners) {
          send(meter, micros, from(scan, 0x0900_0000 + i));
        }
      }
      allocated += allocatedSoFar() - before;
      measured += victims;
    }
    meter.finish(0);
    assertFlatMemory();

    assertThat(sink.headers).hasSize(minutes);
    for (int minute = 0; minute < minutes; minute++) {
      assertThat(sink.headers.get(minute).classes().backscatter()).isEqualTo(victims);
      assertThat(sink.headers.get(minute).classes().scan()).isEqualTo(scanners);
      long sources =
          sink.rowsByInterval.get(minute).stream()
              .filter(row -> row.trafficType() == TrafficType.TCP_SYN_ACK)
              .mapToLong(FlowTuple::sources)
              .sum();
      assertThat(sources).isCloseTo(victims, withinPercentage(SOURCES_PERCENT));
    }
    assertThat(sink.rows.stream().filter(row -> row.trafficType() == TrafficType.TCP_SYN))
        .hasSize(minutes * scanners)
        .noneMatch(FlowTuple::folded);
    Meters.assertBalanced(meter, sink);
  }
}
