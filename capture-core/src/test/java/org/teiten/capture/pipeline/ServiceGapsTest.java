// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.teiten.capture.pipeline.ServiceGaps.Limit;
import org.teiten.capture.ring.FrameRing;
import org.teiten.capture.source.FrameHandler;
import org.teiten.capture.source.LinkType;
import org.teiten.capture.source.PacketSource;
import org.teiten.capture.source.SourceStatistics;

class ServiceGapsTest {
  private static final long MILLISECOND = 1_000_000;

  private final CaptureCounters counters = new CaptureCounters();
  private long now = 77;

  private CaptureAgent agent(PacketSource source) {
    NanoClock clock = () -> now;
    return new CaptureAgent(source, new FrameRing(1 << 16, 100), counters, clock, 50);
  }

  private long longerThan(Limit limit) {
    return counters.gaps().longerThan(limit);
  }

  @Test
  void aTurnThatIsHeldUpIsAGapOfItsLength() throws Exception {
    CaptureAgent agent = agent(new Source(20 * MILLISECOND, 0));
    agent.doWork();
    agent.doWork();
    assertThat(longerThan(Limit.NONE)).isEqualTo(1);
    assertThat(longerThan(Limit.TEN_MILLISECONDS)).isEqualTo(1);
    assertThat(longerThan(Limit.HUNDRED_MILLISECONDS)).isZero();
    assertThat(counters.gaps().longestNanos()).isEqualTo(20 * MILLISECOND);
  }

  @Test
  void whatHappensBetweenTwoTurnsIsPartOfTheGap() throws Exception {
    CaptureAgent agent = agent(new Source(0, 0));
    agent.doWork();
    now += 1_500 * MILLISECOND;
    agent.doWork();
    assertThat(longerThan(Limit.SECOND)).isEqualTo(1);
    assertThat(counters.gaps().longestNanos()).isEqualTo(1_500 * MILLISECOND);
  }

  @Test
  void waitingForFramesIsNoGap() throws Exception {
    CaptureAgent agent = agent(new Source(0, 40 * MILLISECOND));
    agent.doWork();
    agent.doWork();
    assertThat(longerThan(Limit.NONE)).isEqualTo(1);
    assertThat(longerThan(Limit.MILLISECOND)).isZero();
  }

  /** Takes its time; gives a frame a turn, or none if it is waited for. */
  private final class Source implements PacketSource {
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[60]);
    private final long pollNanos;
    private final long waitNanos;

    Source(long pollNanos, long waitNanos) {
      this.pollNanos = pollNanos;
      this.waitNanos = waitNanos;
    }

    @Override
    public LinkType linkType() {
      return LinkType.ETHERNET;
    }

    @Override
    public int poll(FrameHandler handler, int limit) throws IOException {
      now += pollNanos;
      if (waitNanos > 0) {
        return 0;
      }
      DirectBuffer buffer = frame;
      handler.onFrame(0, 60, buffer, 0, 60);
      return 1;
    }

    @Override
    public boolean awaitFrames(int timeoutMillis) {
      now += waitNanos;
      return false;
    }

    @Override
    public void stop() {}

    @Override
    public SourceStatistics statistics() {
      return new SourceStatistics(0, 0, 0);
    }

    @Override
    public void close() {}
  }
}
