// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.util.Optional;

/**
 * When a source counts as silent. Days are counted from 0, the 24 hours after its notice was sent.
 *
 * <ul>
 *   <li>A day is observed if the sensors to which the source sent at least four fifths of its
 *       packets before were observing.
 *   <li>Silence begins on the first of {@value #QUIET_DAYS} observed days in which it is not seen;
 *       days that are not observed lie between without counting.
 *   <li>From an outage of {@value #LONG_OUTAGE} days on nothing is known of it.
 *   <li>Whether silence began on a day is known if {@value #QUIET_DAYS} observed days follow. Up to
 *       the last such day a source is followed, whatever it does: how long it is followed tells
 *       nothing about it.
 * </ul>
 */
final class SilenceRule {
  /** Observed days without a packet that are silence. */
  static final int QUIET_DAYS = 7;

  /** Days in a row that are not observed, from which on nothing is known. */
  static final int LONG_OUTAGE = 3;

  /** Part of a source's packets whose sensors must observe. */
  static final double OBSERVED_SHARE = 0.8;

  /** Days after the notice that are looked at. */
  static final int MOST_DAYS = 60;

  private SilenceRule() {}

  /**
   * Follows a source.
   *
   * @param seen bit by day, whether it sent anything
   * @param observed by day
   * @param days that are over, at most {@value #MOST_DAYS}
   * @return empty if it is too early to say anything
   */
  static Optional<Followed> follow(long seen, boolean[] observed, int days) {
    int end = beginOfLongOutage(observed, days);
    int last = lastKnown(observed, end);
    if (last < 0) {
      return Optional.empty();
    }
    int begin = -1;
    int quiet = 0;
    for (int day = 0; day < end; day++) {
      if ((seen >>> day & 1) == 1) {
        quiet = 0;
        begin = -1;
      } else if (observed[day]) {
        begin = begin < 0 ? day : begin;
        quiet++;
        if (quiet == QUIET_DAYS) {
          long later = seen >>> (day + 1) & ((1L << (days - day - 1)) - 1);
          return Optional.of(new Followed(begin, true, later != 0));
        }
      }
    }
    return Optional.of(new Followed(last, false, false));
  }

  private static int beginOfLongOutage(boolean[] observed, int days) {
    int missing = 0;
    for (int day = 0; day < days; day++) {
      missing = observed[day] ? 0 : missing + 1;
      if (missing == LONG_OUTAGE) {
        return day + 1 - LONG_OUTAGE;
      }
    }
    return days;
  }

  private static int lastKnown(boolean[] observed, int end) {
    int following = 0;
    for (int day = end - 1; day >= 0; day--) {
      following += observed[day] ? 1 : 0;
      if (following == QUIET_DAYS) {
        return day;
      }
    }
    return -1;
  }
}
