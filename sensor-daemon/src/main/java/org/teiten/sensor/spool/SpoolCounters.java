// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The spool's books, cumulative over the life of the process: offered = written + dropped before
 * they waited + being written (packets); found + written + returned = delivered + dropped while
 * they waited + set aside while they waited + waiting (batches). Any thread.
 */
public final class SpoolCounters {
  /** Why a batch was lost. */
  public enum Drop {
    /** The disk refused it. */
    DISK("disk", false),
    /** The Java heap had no room to write it. */
    MEMORY("memory", false),
    /** Its rows did not add up: a bug of ours. */
    BUG("bug", false),
    /** More than {@code max_bytes} waited: the oldest went. */
    SPOOL_FULL("spool_full", true),
    /** Less than {@code min_free} was free: the oldest went. */
    LOW_SPACE("low_space", true),
    /** Its file was deleted by somebody else. */
    GONE("gone", true),
    /** It lay aside, and what lies aside took too much room: the oldest went. */
    ASIDE_FULL("aside_full", false);

    private final String label;
    private final boolean waited;

    Drop(String label, boolean waited) {
      this.label = label;
      this.waited = waited;
    }

    public String label() {
      return label;
    }

    /** Whether the batch was waiting to be sent when it was lost. */
    public boolean waited() {
      return waited;
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

  private final AtomicLongArray droppedBatches = new AtomicLongArray(Drop.values().length);
  private final AtomicLongArray droppedPackets = new AtomicLongArray(Drop.values().length);
  private final AtomicLongArray setAside = new AtomicLongArray(Aside.values().length);
  private final AtomicLong asideAfterWaiting = new AtomicLong();
  private final AtomicLong offeredPackets = new AtomicLong();
  private final AtomicLong writtenBatches = new AtomicLong();
  private final AtomicLong writtenPackets = new AtomicLong();
  private final AtomicLong found = new AtomicLong();
  private final AtomicLong returned = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();

  void offered(long packets) {
    offeredPackets.addAndGet(packets);
  }

  void written(long packets) {
    writtenBatches.incrementAndGet();
    writtenPackets.addAndGet(packets);
  }

  /** Counts a batch that is lost. */
  void dropped(Drop reason, long packets) {
    droppedBatches.incrementAndGet(reason.ordinal());
    droppedPackets.addAndGet(reason.ordinal(), packets);
  }

  void wentAside(Aside reason) {
    setAside.incrementAndGet(reason.ordinal());
  }

  void wentAsideAfterWaiting() {
    asideAfterWaiting.incrementAndGet();
  }

  void found(int batches) {
    found.addAndGet(batches);
  }

  void returned() {
    returned.incrementAndGet();
  }

  void delivered() {
    delivered.incrementAndGet();
  }

  /** Packets of closed intervals that came to be written. */
  public long offeredPackets() {
    return offeredPackets.get();
  }

  public long writtenBatches() {
    return writtenBatches.get();
  }

  public long writtenPackets() {
    return writtenPackets.get();
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

  /** Batches set aside that were waiting to be sent; other files that went aside never waited. */
  public long setAsideAfterWaiting() {
    return asideAfterWaiting.get();
  }

  /** Batches that an earlier process had left when the spool was opened. */
  public long foundBatches() {
    return found.get();
  }

  /** Batches that a human took from aside to be sent again. */
  public long returnedBatches() {
    return returned.get();
  }

  /** Batches that the centre has. */
  public long deliveredBatches() {
    return delivered.get();
  }
}
