// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import org.teiten.flowtuple.IpAddress;

/**
 * A source before a day: what it must have in common with another one to be compared with it.
 *
 * @param source its address
 * @param country ISO 3166 alpha-2, or a word
 * @param days bit by day before, the lowest the last one, whether it sent anything
 * @param packets in these days
 */
record Profile(IpAddress source, String country, long days, long packets) {
  /** Days before that are looked at. */
  static final int DAYS = 28;

  /** Days within which a source must have been seen, else it is silent already. */
  static final long ALIVE = (1L << SilenceRule.QUIET_DAYS) - 1;

  private static final double TWICE = 1.000001;
  private static final double THRICE = 1.585;

  /** Whether it was alive. */
  boolean isAlive() {
    return (days & ALIVE) != 0;
  }

  /** Last seen on the day before, two before, three to four, or longer ago. */
  int recency() {
    int last = Long.numberOfTrailingZeros(days);
    return last < 2 ? last : last < 4 ? 2 : 3;
  }

  /**
   * How much two sources differ; infinite if one cannot stand for the other: last seen at another
   * time, active on twice as many days or since twice as long, or with thrice as many packets.
   */
  double distance(Profile other) {
    if (recency() != other.recency()) {
      return Double.POSITIVE_INFINITY;
    }
    double active = apart(1 + Long.bitCount(days), 1 + Long.bitCount(other.days));
    double since = apart(1 + since(), 1 + other.since());
    double sent = apart((double) packets, (double) other.packets);
    if (active > TWICE || since > TWICE || sent > THRICE) {
      return Double.POSITIVE_INFINITY;
    }
    double differentDays =
        Long.bitCount((days ^ other.days) & ALIVE) / (double) SilenceRule.QUIET_DAYS;
    return active + since + sent + differentDays;
  }

  private int since() {
    return Long.SIZE - Long.numberOfLeadingZeros(days);
  }

  private static double apart(double one, double other) {
    return Math.abs(Math.log(one / other)) / Math.log(2);
  }
}
