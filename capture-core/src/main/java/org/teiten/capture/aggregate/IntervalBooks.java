// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import java.util.Arrays;
import org.teiten.flowtuple.ClassTotals;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.Undecodable;
import org.teiten.flowtuple.UndecodableReason;

/**
 * What became of the frames of one interval: {@code frames} is the sum of all but the last four.
 */
public final class IntervalBooks {
  private final long[] undecodable = new long[UndecodableReason.values().length];
  private final long[] classes = new long[TrafficClass.values().length];
  private long frames;
  private long notIp;
  private long notMonitored;
  private long solicited;
  private long late;
  private long badTime;
  private long foldedPackets;
  private long bytes;

  IntervalBooks() {}

  void clear() {
    Arrays.fill(undecodable, 0);
    Arrays.fill(classes, 0);
    frames = 0;
    notIp = 0;
    notMonitored = 0;
    solicited = 0;
    late = 0;
    badTime = 0;
    foldedPackets = 0;
    bytes = 0;
  }

  public void addNotIp() {
    frames++;
    notIp++;
  }

  /** Counts a packet that could not be read, by the ordinal of its {@link UndecodableReason}. */
  public void addUndecodable(int reason) {
    frames++;
    undecodable[reason]++;
  }

  public void addNotMonitored() {
    frames++;
    notMonitored++;
  }

  public void addSolicited() {
    frames++;
    solicited++;
  }

  void addPacket(TrafficClass trafficClass, int ipLength) {
    frames++;
    classes[trafficClass.ordinal()]++;
    bytes += ipLength;
  }

  void addFolded() {
    foldedPackets++;
  }

  /** Notes that a packet in a row lies outside of the interval. */
  public void addLate(boolean disbelieved) {
    late++;
    if (disbelieved) {
      badTime++;
    }
  }

  public long frames() {
    return frames;
  }

  public long notIp() {
    return notIp;
  }

  public Undecodable undecodable() {
    return new Undecodable(
        undecodable[UndecodableReason.VERSION.ordinal()],
        undecodable[UndecodableReason.HEADER_LENGTH.ordinal()],
        undecodable[UndecodableReason.TOTAL_LENGTH.ordinal()],
        undecodable[UndecodableReason.TRUNCATED.ordinal()]);
  }

  public long notMonitored() {
    return notMonitored;
  }

  public long solicited() {
    return solicited;
  }

  public ClassTotals classes() {
    return new ClassTotals(
        classes[TrafficClass.SCAN.ordinal()],
        classes[TrafficClass.BACKSCATTER.ordinal()],
        classes[TrafficClass.OTHER.ordinal()]);
  }

  public long late() {
    return late;
  }

  public long badTime() {
    return badTime;
  }

  public long foldedPackets() {
    return foldedPackets;
  }

  /** Sum of the IP total lengths of packets in rows. */
  public long bytes() {
    return bytes;
  }
}
