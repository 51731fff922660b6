// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochMicroClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.capture.aggregate.IntervalSink;
import org.teiten.capture.ring.FrameRing;
import org.teiten.capture.source.FrameSender;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.IntervalHeader;

@Timeout(60)
class MeteringAgentTest {
  private static final long MINUTE = 60_000_000L;
  private static final long NOON = 1_795_521_600_000_000L;

  private final FrameRing ring = new FrameRing(1 << 20, 200);
  private final Sink sink = new Sink();
  private final Clock clock = new Clock();
  private final MeterConfig config =
      new MeterConfig(
          MeterConfig.Mode.LIVE, 60, List.of(), List.of(), 1_024, 64, Duration.ofMillis(200), 1, 2);
  private final PacketMeter meter =
      new PacketMeter(
          config, LinkType.ETHERNET, new CaptureCounters(), () -> ClockState.UNKNOWN, sink);

  /** A clock that stands until it is set. */
  private static final class Clock implements EpochMicroClock {
    private long micros = NOON;

    @Override
    public long microTime() {
      return micros;
    }
  }

  /** Takes intervals, or not. */
  private static final class Sink implements IntervalSink {
    private final List<IntervalHeader> headers = new ArrayList<>();
    private int refusals;

    @Override
    public boolean offer(ClosedInterval interval) {
      if (refusals > 0) {
        refusals--;
        return false;
      }
      headers.add(interval.header());
      interval.release();
      return true;
    }

    private long packets() {
      return headers.stream().mapToLong(IntervalHeader::packets).sum();
    }

    private long late() {
      return headers.stream().mapToLong(header -> header.loss().late()).sum();
    }
  }

  private MeteringAgent agent(Duration patience) {
    return new MeteringAgent(ring, meter, clock, patience);
  }

  private void capture(int frames, long timestampMicros) {
    for (int i = 0; i < frames; i++) {
      byte[] frame = FrameSender.frame(i);
      assertThat(
              ring.write(timestampMicros, frame.length, new UnsafeBuffer(frame), 0, frame.length))
          .isTrue();
    }
  }

  @Test
  void closesEachIntervalByTheClockEmptyOnesToo() {
    MeteringAgent agent = agent(Duration.ZERO);
    agent.onStart();
    capture(10, NOON + 1);
    assertThat(agent.doWork()).isEqualTo(10);
    assertThat(sink.headers).isEmpty();

    clock.micros = NOON + MINUTE + 300_000;
    agent.doWork();
    clock.micros = NOON + 2 * MINUTE + 300_000;
    agent.doWork();

    assertThat(sink.headers).extracting(IntervalHeader::packets).containsExactly(10L, 0L);
  }

  @Test
  void tellsTheTimeOnlyAfterTheFramesThatWaited() {
    MeteringAgent agent = agent(Duration.ZERO);
    agent.onStart();
    clock.micros = NOON + MINUTE + 300_000;
    capture(1_000, NOON + MINUTE - 1);
    agent.doWork();

    assertThat(sink.packets()).isEqualTo(1_000);
    assertThat(sink.late()).isZero();
  }

  @Test
  void metersWhatIsLeftInTheRingAndClosesEverythingWhenItIsClosed() {
    MeteringAgent agent = agent(Duration.ofSeconds(30));
    agent.onStart();
    capture(3_000, NOON + 1);
    clock.micros = NOON + 2;
    agent.onClose();

    assertThat(sink.packets()).isEqualTo(3_000);
    assertThat(agent.finished()).isTrue();
    assertThat(ring.size()).isZero();
  }

  @Test
  void offersTheLastIntervalAgainToASinkThatIsNotReady() {
    MeteringAgent agent = agent(Duration.ofSeconds(30));
    agent.onStart();
    capture(5, NOON + 1);
    clock.micros = NOON + 2;
    sink.refusals = 20;
    agent.onClose();

    assertThat(sink.packets()).isEqualTo(5);
    assertThat(agent.finished()).isTrue();
  }

  @Test
  void saysSoIfTheSinkNeverTakesTheLastInterval() {
    MeteringAgent agent = agent(Duration.ofMillis(1));
    agent.onStart();
    capture(5, NOON + 1);
    clock.micros = NOON + 2;
    sink.refusals = Integer.MAX_VALUE;
    agent.onClose();

    assertThat(agent.finished()).isFalse();
  }
}
