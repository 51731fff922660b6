// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The books of capturing, in packets, cumulative over the life of the process and over every source
 * that was opened in it. Written by the capture thread alone, read by any.
 *
 * <p>{@code received = delivered + kernelDropped + in flight}; in flight is zero after a source was
 * stopped. {@code delivered} includes {@code ringDropped}.
 */
public final class CaptureCounters {
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong kernelDropped = new AtomicLong();
  private final AtomicLong interfaceDropped = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong ringDropped = new AtomicLong();
  private final AtomicLong progress = new AtomicLong();
  private final ServiceGaps gaps = new ServiceGaps();

  /** Packets that the kernel saw for us, dropped ones included. */
  public long received() {
    return received.getAcquire();
  }

  /** Packets for which the kernel's buffer had no room. */
  public long kernelDropped() {
    return kernelDropped.getAcquire();
  }

  /** Packets that the network interface dropped before the kernel could count them. */
  public long interfaceDropped() {
    return interfaceDropped.getAcquire();
  }

  /** Frames that the source handed over. */
  public long delivered() {
    return delivered.getAcquire();
  }

  /** Of those, the ones for which there was no room between capturing and metering. */
  public long ringDropped() {
    return ringDropped.getAcquire();
  }

  /** Turns of the capture thread: it stands still only if that thread does. */
  public long progress() {
    return progress.getAcquire();
  }

  /** For how long the capture thread was away from its source. */
  public ServiceGaps gaps() {
    return gaps;
  }

  void addFrames(long deliveredFrames, long ringDroppedFrames) {
    ringDropped.setRelease(ringDropped.getPlain() + ringDroppedFrames);
    delivered.setRelease(delivered.getPlain() + deliveredFrames);
  }

  void setSeen(long received, long kernelDropped, long interfaceDropped) {
    this.kernelDropped.setRelease(kernelDropped);
    this.interfaceDropped.setRelease(interfaceDropped);
    this.received.setRelease(received);
  }

  void turned() {
    progress.setRelease(progress.getPlain() + 1);
  }
}
