// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.teiten.capture.classify.ClassifiedPacket;
import org.teiten.capture.classify.MonitoredAddresses;
import org.teiten.capture.classify.PacketClassifier;
import org.teiten.capture.decode.HeaderDecoder;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.capture.pipeline.MeterConfig;
import org.teiten.capture.pipeline.PacketMeter;
import org.teiten.capture.source.FrameHandler;
import org.teiten.capture.source.LinkType;

/** What one packet costs, without the capturing: see the methods. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MeteringBenchmark {
  private static final int PACKETS = 4_096;
  private static final int FRAMES = 1_000_000;
  private static final int MAX_KEYS = 1_000_000;
  private static final int MAX_FOLDED_KEYS = 4_096;
  private static final int PORT_BITS = 16;

  /** Live sources. */
  @Param("200000")
  public int sources;

  private final PacketHeaders headers = new PacketHeaders();
  private final ClassifiedPacket packet = new ClassifiedPacket();
  private final long[] ports = new long[1 << (8 + PORT_BITS)];
  private final HeaderDecoder decoder = new HeaderDecoder(LinkType.ETHERNET);
  private final PacketClassifier classifier =
      new PacketClassifier(new MonitoredAddresses(List.of()));
  private final FrameHandler toPorts = this::countPort;
  private Traffic traffic;
  private PacketMeter meter;

  @Setup
  public void traffic() {
    traffic = new Traffic(sources, FRAMES);
    MeterConfig config =
        new MeterConfig(
            MeterConfig.Mode.CAPTURE,
            60,
            List.of(),
            List.of(),
            MAX_KEYS,
            MAX_FOLDED_KEYS,
            Duration.ZERO,
            0x0123456789abcdefL,
            0xfedcba9876543210L);
    meter =
        PacketMeter.ofCaptures(
            config,
            LinkType.ETHERNET,
            closed -> {
              throw new IllegalStateException("an interval closes: " + closed.header());
            });
    traffic.frames(meter, FRAMES);
  }

  private void countPort(
      long timestampMicros, int wireLength, DirectBuffer buffer, int offset, int capturedLength) {
    if (decoder.decode(headers, buffer, offset, capturedLength, wireLength) == HeaderDecoder.DECODED
        && classifier.classify(timestampMicros, headers, packet) == PacketClassifier.OBSERVED) {
      ports[packet.protocol() << PORT_BITS | packet.number()]++;
    }
  }

  /**
   * Processor time, which other programs on the machine disturb less than the clock on the wall.
   */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Spent {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Nanoseconds of this thread in the packets below. */
    public long cpuNanos;

    /** Packets. */
    public long packets;

    /** Starts anew with each iteration. */
    @Setup(Level.Iteration)
    public void reset() {
      cpuNanos = 0;
      packets = 0;
    }

    void on(Traffic traffic, FrameHandler handler) {
      long before = THREADS.getCurrentThreadCpuTime();
      traffic.frames(handler, PACKETS);
      cpuNanos += THREADS.getCurrentThreadCpuTime() - before;
      packets += PACKETS;
    }
  }

  /** Decode, classify, and one counter per (protocol, port). */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public long[] decodeClassifyPortsOnly(Spent spent) {
    spent.on(traffic, toPorts);
    return ports;
  }

  /**
   * Decode, classify, and fold into FlowTuples: all that the metering thread does with a packet.
   */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public PacketMeter decodeClassifyAggregate(Spent spent) {
    spent.on(traffic, meter);
    return meter;
  }
}
