// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import java.time.Duration;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.EpochMicroClock;
import org.agrona.concurrent.IdleStrategy;
import org.teiten.capture.ring.FrameRing;

/**
 * The duty of the metering thread: frames from the ring into the meter, and the time. It never
 * waits, so run it with an idle strategy that does.
 *
 * <p>Close the capture agent first: what it left in the ring is metered by {@link #onClose()}.
 */
public final class MeteringAgent implements Agent {
  private static final int FRAMES_PER_TURN = 1_024;
  private static final long LONGEST_WITHOUT_TICK_MICROS = 500_000;

  private final FrameRing ring;
  private final PacketMeter meter;
  private final EpochMicroClock clock;
  private final Duration closingPatience;
  private long lastTickMicros;
  private volatile boolean finished;

  /**
   * Makes the agent.
   *
   * @param meter used by this agent's thread alone from now on
   * @param clock the time of day that closes intervals
   * @param closingPatience how long {@link #onClose()} offers the last intervals to a sink that is
   *     not ready
   */
  public MeteringAgent(
      FrameRing ring, PacketMeter meter, EpochMicroClock clock, Duration closingPatience) {
    this.ring = ring;
    this.meter = meter;
    this.clock = clock;
    this.closingPatience = closingPatience;
  }

  @Override
  public void onStart() {
    tick();
  }

  /** Tells the time when the ring is empty, so that frames that waited in it are not late. */
  @Override
  public int doWork() {
    int frames = ring.read(meter, FRAMES_PER_TURN);
    if (frames < FRAMES_PER_TURN
        || Math.abs(clock.microTime() - lastTickMicros) > LONGEST_WITHOUT_TICK_MICROS) {
      tick();
    }
    return frames;
  }

  private void tick() {
    lastTickMicros = clock.microTime();
    meter.tick(lastTickMicros);
  }

  /** After closing: whether the sink took every interval. Any thread. */
  public boolean finished() {
    return finished;
  }

  /** Meters what is left in the ring and closes every interval. */
  @Override
  public void onClose() {
    while (ring.read(meter, FRAMES_PER_TURN) > 0) {
      // until it is empty
    }
    IdleStrategy idle = new BackoffIdleStrategy();
    long deadline = System.nanoTime() + closingPatience.toNanos();
    boolean taken = meter.finish(clock.microTime());
    while (!taken && System.nanoTime() - deadline < 0) {
      idle.idle();
      taken = meter.finish(clock.microTime());
    }
    finished = taken;
  }

  @Override
  public String roleName() {
    return "metering";
  }
}
