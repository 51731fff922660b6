// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.teiten.capture.ring.FrameRing;
import org.teiten.capture.source.FrameHandler;
import org.teiten.capture.source.PacketSource;
import org.teiten.capture.source.SourceStatistics;

/**
 * The duty of the capture thread: from the source into the ring as fast as it goes, and the books
 * of what did not get there. It waits in the source, so run it with an idle strategy that does not
 * wait.
 *
 * <p>It owns the source. A source that fails is reported by the {@link IOException} of {@link
 * #doWork()}, once; after that this agent does nothing, and whoever runs it closes it and goes on
 * with a new source in a new agent on the same ring and counters.
 */
public final class CaptureAgent implements Agent, FrameHandler {
  private static final int FRAMES_PER_TURN = 1_024;
  private static final long STATISTICS_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PacketSource source;
  private final FrameRing ring;
  private final CaptureCounters counters;
  private final NanoClock clock;
  private final int waitMillis;
  private final SourceStatistics before;
  private long nextStatisticsNanos;
  private long turnNanos;
  private boolean turned;
  private long delivered;
  private long ringDropped;
  private boolean ended;

  /**
   * Takes over a source.
   *
   * @param counters of all sources of this process; this agent adds to what they hold
   * @param clock says when a second has passed
   * @param waitMillis the longest to wait for frames in one turn
   */
  public CaptureAgent(
      PacketSource source,
      FrameRing ring,
      CaptureCounters counters,
      NanoClock clock,
      int waitMillis) {
    if (waitMillis < 0) {
      throw new IllegalArgumentException("waiting " + waitMillis + " ms");
    }
    this.source = source;
    this.ring = ring;
    this.counters = counters;
    this.clock = clock;
    this.waitMillis = waitMillis;
    before =
        new SourceStatistics(
            counters.received(), counters.kernelDropped(), counters.interfaceDropped());
    nextStatisticsNanos = clock.nanoTime();
  }

  @Override
  public int doWork() throws IOException {
    if (ended) {
      return 0;
    }
    long now = clock.nanoTime();
    if (turned) {
      counters.gaps().add(now - turnNanos);
    }
    turned = true;
    turnNanos = now;
    try {
      int frames = poll();
      if (frames == 0) {
        long waitingSince = clock.nanoTime();
        source.awaitFrames(waitMillis);
        turnNanos += clock.nanoTime() - waitingSince;
      }
      if (now - nextStatisticsNanos >= 0) {
        nextStatisticsNanos = now + STATISTICS_INTERVAL_NANOS;
        publishStatistics();
      }
      return Math.max(frames, 0);
    } catch (IOException e) {
      ended = true;
      throw e;
    }
  }

  private int poll() throws IOException {
    counters.turned();
    delivered = 0;
    ringDropped = 0;
    try {
      int frames = source.poll(this, FRAMES_PER_TURN);
      if (frames == PacketSource.END) {
        ended = true;
        publishStatistics();
      }
      return frames;
    } finally {
      counters.addFrames(delivered, ringDropped);
    }
  }

  /** Called by the source for each frame, within {@link #doWork()} and {@link #onClose()}. */
  @Override
  public void onFrame(
      long timestampMicros, int wireLength, DirectBuffer buffer, int offset, int capturedLength) {
    delivered++;
    if (!ring.write(timestampMicros, wireLength, buffer, offset, capturedLength)) {
      ringDropped++;
    }
  }

  private void publishStatistics() throws IOException {
    SourceStatistics now = source.statistics();
    counters.setSeen(
        before.received() + now.received(),
        before.kernelDropped() + now.kernelDropped(),
        before.interfaceDropped() + now.interfaceDropped());
  }

  /** Whether the source will give no more frames: it came to its end or failed. */
  public boolean ended() {
    return ended;
  }

  /**
   * Stops the source, moves what it still holds into the ring, reads its counts a last time and
   * closes it. A source that fails over this is closed all the same: all that it gave is in the
   * ring, and what it last counted stands.
   */
  @Override
  public void onClose() {
    try {
      drain();
    } finally {
      source.close();
    }
  }

  private void drain() {
    try {
      if (!ended) {
        source.stop();
        while (poll() != PacketSource.END) {
          source.awaitFrames(waitMillis);
        }
      }
    } catch (IOException e) {
      ended = true;
    }
    try {
      publishStatistics();
    } catch (IOException e) {
      ended = true;
    }
  }

  @Override
  public String roleName() {
    return "capture";
  }
}
