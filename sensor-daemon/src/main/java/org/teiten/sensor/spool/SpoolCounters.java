// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/** The spool's books, cumulative over the life of the process. Any thread. */
public final class SpoolCounters {
  /** Why a batch was lost. */
  public enum Drop {
    /** The disk refused it, mostly because it is full. */
    DISK("disk"),
    /** More than {@code max_bytes} waited: the oldest went. */
    SPOOL_FULL("spool_full"),
    /** Its rows did not add up: a bug of ours. */
    BUG("bug");

    private final String label;

    Drop(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** Why a file was put aside. */
  public enum Aside {
    /** Cut off, damaged, or being written when the process was killed. */
    TORN("torn"),
    /** No batch of this sensor. */
    FOREIGN("foreign"),
    /** The centre refused the batch. */
    REFUSED("refused");

    private final String label;

    Aside(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  private static final int DROPS = Drop.values().length;
  private static final int ASIDES = Aside.values().length;

  private final AtomicLongArray droppedBatches = new AtomicLongArray(DROPS);
  private final AtomicLongArray droppedPackets = new AtomicLongArray(DROPS);
  private final AtomicLongArray setAside = new AtomicLongArray(ASIDES);
  private final AtomicLongArray written = new AtomicLongArray(2);

  void written(long packets) {
    written.incrementAndGet(0);
    written.addAndGet(1, packets);
  }

  void dropped(Drop reason, long packets) {
    droppedBatches.incrementAndGet(reason.ordinal());
    droppedPackets.addAndGet(reason.ordinal(), packets);
  }

  void wentAside(Aside reason) {
    setAside.incrementAndGet(reason.ordinal());
  }

  public long writtenBatches() {
    return written.get(0);
  }

  public long writtenPackets() {
    return written.get(1);
  }

  public long droppedBatches(Drop reason) {
    return droppedBatches.get(reason.ordinal());
  }

  /** Packets that dropped batches held. */
  public long droppedPackets(Drop reason) {
    return droppedPackets.get(reason.ordinal());
  }

  /** Batches lost for whatever reason. */
  public long droppedBatches() {
    return Arrays.stream(Drop.values()).mapToLong(this::droppedBatches).sum();
  }

  public long setAside(Aside reason) {
    return setAside.get(reason.ordinal());
  }
}
