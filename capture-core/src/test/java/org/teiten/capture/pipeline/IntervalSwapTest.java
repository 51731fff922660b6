// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.teiten.capture.Frames.SYN;
import static org.teiten.capture.Frames.ethernet;
import static org.teiten.capture.Frames.tcp;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.SystemEpochMicroClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.capture.aggregate.IntervalMerger;
import org.teiten.capture.aggregate.IntervalSink;
import org.teiten.capture.ring.FrameRing;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.IntervalHeader;

/** Intervals of one second that close under frames at full speed, with a writer that is slow. */
@Timeout(60)
class IntervalSwapTest {
  private static final int SOURCES = 20_000;
  private static final int INTERVALS = 5;

  /** Takes one interval at a time, as the spool does, and reads it several times over. */
  private static final class SlowWriter implements IntervalSink, Runnable {
    private static final int READINGS = 8;

    final long[] packetsBySource = new long[SOURCES];
    final List<IntervalHeader> headers = new ArrayList<>();
    private final AtomicReference<ClosedInterval> slot = new AtomicReference<>();
    private volatile boolean closing;
    private volatile int written;

    @Override
    public boolean offer(ClosedInterval interval) {
      return slot.compareAndSet(null, interval);
    }

    @Override
    public void run() {
      while (true) {
        boolean last = closing; // read first: what was offered before it is in the slot
        ClosedInterval interval = slot.get();
        if (interval != null) {
          write(interval);
          slot.set(null);
          written = headers.size();
        } else if (last) {
          return;
        } else {
          Thread.onSpinWait();
        }
      }
    }

    private void write(ClosedInterval interval) {
      headers.add(interval.header());
      for (int reading = 0; reading < READINGS; reading++) {
        long[] packets = {0};
        boolean last = reading == READINGS - 1;
        interval.forEachRow(
            row -> {
              packets[0] += row.packets();
              if (last) {
                packetsBySource[(int) row.sourceLow() & 0xff_ffff] += row.packets();
              }
            });
        assertThat(packets[0]).isEqualTo(interval.header().packets());
      }
      interval.release();
    }
  }

  /** Writes frames of its share of the sources into a ring, as fast as they are metered. */
  private static final class Flood implements Runnable {
    final long[] sent = new long[SOURCES];
    private final FrameRing ring;
    private final int lane;
    private final int lanes;
    private volatile boolean stop;

    Flood(FrameRing ring, int lane, int lanes) {
      this.ring = ring;
      this.lane = lane;
      this.lanes = lanes;
    }

    @Override
    public void run() {
      UnsafeBuffer frame = new UnsafeBuffer(ethernet(tcp("9.0.0.0", 1, "192.0.2.1", 23, SYN)));
      SystemEpochMicroClock clock = new SystemEpochMicroClock();
      int source = lane;
      while (!stop) {
        frame.putInt(26, 0x0900_0000 + source, ByteOrder.BIG_ENDIAN);
        long now = clock.microTime();
        while (!ring.write(now, frame.capacity(), frame, 0, frame.capacity())) {
          Thread.onSpinWait();
        }
        sent[source]++;
        source += lanes;
        source = source >= SOURCES ? lane : source;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void nothingIsLostAndEverySourceIsExact(int lanes) throws Exception {
    SlowWriter writer = new SlowWriter();
    Thread writing = new Thread(writer, "writer");
    AtomicReference<Throwable> failure = new AtomicReference<>();
    writing.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
    IntervalMerger merger = new IntervalMerger(lanes, writer);
    List<Flood> floods = new ArrayList<>();
    List<Thread> flooding = new ArrayList<>();
    List<AgentRunner> metering = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      FrameRing ring = new FrameRing(1 << 20, 64);
      PacketMeter meter =
          new PacketMeter(
              new MeterConfig(
                  MeterConfig.Mode.LIVE,
                  1,
                  List.of(),
                  List.of(),
                  1 << 15,
                  64,
                  Duration.ofMillis(100),
                  1,
                  2),
              LinkType.ETHERNET,
              new CaptureCounters(),
              () -> ClockState.UNKNOWN,
              merger.lane(lane));
      floods.add(new Flood(ring, lane, lanes));
      flooding.add(new Thread(floods.get(lane), "flood"));
      metering.add(
          new AgentRunner(
              new BackoffIdleStrategy(),
              failure::set,
              null,
              new MeteringAgent(ring, meter, new SystemEpochMicroClock(), Duration.ofSeconds(30))));
    }
    writing.start();
    metering.forEach(AgentRunner::startOnThread);
    flooding.forEach(Thread::start);
    while (writer.written < INTERVALS && failure.get() == null) {
      Thread.onSpinWait();
    }
    floods.forEach(flood -> flood.stop = true);
    for (Thread thread : flooding) {
      thread.join();
    }
    metering.forEach(AgentRunner::close);
    writer.closing = true;
    writing.join();

    assertThat(failure).hasNullValue();
    long[] sent = new long[SOURCES];
    for (Flood flood : floods) {
      for (int i = 0; i < SOURCES; i++) {
        sent[i] += flood.sent[i];
      }
    }
    assertThat(writer.packetsBySource).isEqualTo(sent);
    assertThat(writer.headers.size()).isGreaterThan(INTERVALS);
    assertThat(writer.headers).allMatch(header -> header.loss().foldedPackets() == 0);
    assertThat(writer.headers.stream().map(h -> h.interval() + "/" + h.part()))
        .doesNotHaveDuplicates();
    Meters.assertNoTimeTwice(writer.headers);
    assertThat(
            writer.headers.stream()
                .mapToLong(h -> h.observedToMicros() - h.observedFromMicros())
                .sum())
        .isEqualTo(
            writer.headers.get(writer.headers.size() - 1).observedToMicros()
                - writer.headers.get(0).observedFromMicros());
  }
}
