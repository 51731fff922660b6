// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemEpochMicroClock;
import org.teiten.capture.pipeline.MeteringAgent;
import org.teiten.capture.pipeline.PacketMeter;
import org.teiten.capture.pipeline.WarmUp;
import org.teiten.capture.ring.FrameRing;

/**
 * Meters on the metering thread while packets are captured. When capturing breaks off, what was
 * observed is closed, and the time until it goes on belongs to no interval: a blind sensor must not
 * look like a quiet one.
 */
final class MeteringDuty implements Runnable {
  /**
   * Waking up costs more than metering a hundred packets, and the kernel hands over hundreds at a
   * time; in the longest pause 3 million packets a second do not fill the ring.
   */
  private static final long SHORTEST_PARK_NANOS = 1_000_000;

  private static final long LONGEST_PARK_NANOS = 8_000_000;
  private static final long RING_OF_LONGEST_PARK = 4 << 20;

  private final CaptureDuty capture;
  private final PacketMeter meter;
  private final MeteringAgent agent;
  private final boolean warmsUp;
  private final long longestParkNanos;
  private final AtomicLong turns = new AtomicLong();
  private volatile boolean stopping;

  /**
   * Makes the duty.
   *
   * @param warmsUp whether this duty has the hot path compiled, which it is for all of a process
   * @param closingPatience how long the last intervals are offered to a sink that is not ready
   */
  MeteringDuty(
      CaptureDuty capture,
      FrameRing ring,
      PacketMeter meter,
      boolean warmsUp,
      Duration closingPatience) {
    this.capture = capture;
    this.meter = meter;
    this.warmsUp = warmsUp;
    this.longestParkNanos = longestParkNanos(ring.capacity());
    this.agent = new MeteringAgent(ring, meter, new SystemEpochMicroClock(), closingPatience);
  }

  /** How long a ring of that size may be left alone. */
  static long longestParkNanos(long ringBytes) {
    return Math.min(LONGEST_PARK_NANOS, LONGEST_PARK_NANOS * ringBytes / RING_OF_LONGEST_PARK);
  }

  @Override
  public void run() {
    IdleStrategy idle =
        new BackoffIdleStrategy(
            0, 0, Math.min(SHORTEST_PARK_NANOS, longestParkNanos), longestParkNanos);
    WarmUp warmUp = warmsUp ? new WarmUp() : null;
    boolean metering = false;
    while (!stopping) {
      turns.setRelease(turns.getPlain() + 1);
      if (capture.isCapturing() != metering) {
        metering = !metering;
        if (metering) {
          meter.linkType(capture.linkType());
          agent.onStart();
        } else {
          agent.onClose();
        }
      }
      int work = metering ? agent.doWork() : 0;
      if (work == 0 && warmUp != null) {
        work = warmUp.doWork();
        warmUp = work == 0 ? null : warmUp;
      }
      idle.idle(work);
    }
    agent.onClose();
  }

  /** Ends {@link #run} with every interval closed; stop capturing first. */
  void stop() {
    stopping = true;
  }

  /** Changes as long as this duty goes on, metering or not. Any thread. */
  long progress() {
    return turns.getAcquire();
  }

  /** After the end: whether every interval was taken by the sink. */
  boolean finished() {
    return agent.finished();
  }
}
