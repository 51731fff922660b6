// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.util.List;

/**
 * The first rows of a ranking over time, with all that is needed to judge it.
 *
 * @param from first day, ISO 8601
 * @param to last day, included
 * @param zone whose days
 * @param unit hour, day or week
 * @param coverage of the whole period
 * @param originDatabases where countries and networks are from
 * @param simulated whether any of it was never observed
 * @param buckets of time, ascending
 * @param series in the order of rank
 */
public record SeriesAnswer(
    String from,
    String to,
    String zone,
    String unit,
    Coverage coverage,
    List<RankAnswer.UsedOrigins> originDatabases,
    boolean simulated,
    List<Bucket> buckets,
    List<Line> series) {

  /**
   * A span of time and what was observed in it.
   *
   * @param from ISO 8601 with offset
   * @param to excluded
   * @param expected IPv4 address-days, up to now
   * @param observed covered IPv4 address-days
   * @param observedIpv6 covered /64-days
   * @param lostPackets dropped before they were read
   * @param sensors how many observed
   * @param inRate how many of them covered a tenth of it and are part of the mean rate
   */
  public record Bucket(
      String from,
      String to,
      double expected,
      double observed,
      double observedIpv6,
      long lostPackets,
      int sensors,
      int inRate) {}

  /**
   * One row of the ranking over time.
   *
   * @param total the row of the whole period
   * @param points one a bucket
   */
  public record Line(RankAnswer.Row total, List<Point> points) {}

  /**
   * One row in one bucket.
   *
   * @param packets number of packets
   * @param rate IPv4 packets per covered address-day, mean over sensors; null if none covered a
   *     tenth of the bucket
   * @param rateIpv6 likewise per /64-day
   * @param sources distinct sources, exact; null unless they were asked for
   */
  public record Point(long packets, Double rate, Double rateIpv6, Long sources) {}
}
