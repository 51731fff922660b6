// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import org.teiten.capture.classify.FingerprintRules;
import org.teiten.flowtuple.ClassTotals;
import org.teiten.flowtuple.QualityMark;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.TrafficType;
import org.teiten.flowtuple.Undecodable;
import org.teiten.flowtuple.UndecodableReason;

/**
 * The meter's books since it was made. Written by the metering thread alone, read by any; a reader
 * sees each number whole, though not all of one instant. Always {@code frames = notIp +
 * undecodable.total() + notMonitored + solicited + classes.total()} when nothing is being metered.
 */
public final class MeterCounters {
  private static final TrafficType[] TYPES = TrafficType.values();

  final long[] undecodable = new long[UndecodableReason.values().length];
  final long[] packetsByType = new long[TYPES.length];
  final long[] packetsByFingerprint = new long[FingerprintRules.RULES.size()];
  final long[] packetsByMark = new long[QualityMark.values().length];
  long frames;
  long ipv4;
  long ipv6;
  long notIp;
  long notMonitored;
  long solicited;
  long bytes;
  long late;
  long badTime;
  long foldedPackets;
  long closedIntervals;
  long refusedIntervals;
  long earliestMicros = Long.MAX_VALUE;
  long latestMicros = Long.MIN_VALUE;

  MeterCounters() {}

  /** Frames that reached the meter. */
  public long frames() {
    return frames;
  }

  /** Frames that the link layer calls IPv4, undecodable ones included. */
  public long ipv4() {
    return ipv4;
  }

  /** Frames that the link layer calls IPv6, undecodable ones included. */
  public long ipv6() {
    return ipv6;
  }

  /** Frames that the link layer does not call IP. */
  public long notIp() {
    return notIp;
  }

  public Undecodable undecodable() {
    return undecodable(undecodable);
  }

  static Undecodable undecodable(long[] byReason) {
    return new Undecodable(
        byReason[UndecodableReason.VERSION.ordinal()],
        byReason[UndecodableReason.HEADER_LENGTH.ordinal()],
        byReason[UndecodableReason.TOTAL_LENGTH.ordinal()],
        byReason[UndecodableReason.TRUNCATED.ordinal()]);
  }

  /** Packets to addresses that are not monitored. */
  public long notMonitored() {
    return notMonitored;
  }

  /** Answers to what this host itself sent, and what reached its management ports. */
  public long solicited() {
    return solicited;
  }

  /** Packets in rows of this type. */
  public long packets(TrafficType type) {
    return packetsByType[type.ordinal()];
  }

  /**
   * Packets in rows that bear this mark: by rule, so that a rule that no longer matches is seen.
   *
   * @param id index in {@link FingerprintRules#RULES}
   */
  public long packetsByFingerprint(int id) {
    return packetsByFingerprint[id];
  }

  /** Packets in rows that bear this mark. */
  public long packets(QualityMark mark) {
    return packetsByMark[mark.ordinal()];
  }

  /** Packets in rows, by class. */
  public ClassTotals classes() {
    long[] sums = new long[TrafficClass.values().length];
    for (TrafficType type : TYPES) {
      sums[type.trafficClass().ordinal()] += packetsByType[type.ordinal()];
    }
    return new ClassTotals(
        sums[TrafficClass.SCAN.ordinal()],
        sums[TrafficClass.BACKSCATTER.ordinal()],
        sums[TrafficClass.OTHER.ordinal()]);
  }

  /** Sum of the IP total lengths of packets in rows. */
  public long bytes() {
    return bytes;
  }

  /** Frames counted in an interval in which their own time does not lie. */
  public long late() {
    return late;
  }

  /** Of those, frames whose time was not believed. */
  public long badTime() {
    return badTime;
  }

  /** Packets in rows without source: the table was full, or no row is to have one. */
  public long foldedPackets() {
    return foldedPackets;
  }

  /** Intervals, and parts of intervals, that the sink took. */
  public long closedIntervals() {
    return closedIntervals;
  }

  /** Times that an interval was due and had to grow, as the sink or the writer was not ready. */
  public long refusedIntervals() {
    return refusedIntervals;
  }

  /** Earliest time of any frame, microseconds since 1970, as stated; only if there are frames. */
  public long earliestMicros() {
    return earliestMicros;
  }

  /** Latest time of any frame, microseconds since 1970, as stated; only if there are frames. */
  public long latestMicros() {
    return latestMicros;
  }
}
