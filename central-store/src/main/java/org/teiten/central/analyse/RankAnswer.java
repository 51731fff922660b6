// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.util.List;

/**
 * A ranking, with all that is needed to judge it (design §9).
 *
 * @param from first day, ISO 8601
 * @param to last day, included
 * @param zone whose days
 * @param previous the period that previous ranks are of
 * @param coverage what was observed
 * @param originDatabases where countries are from
 * @param simulated whether any of it was never observed
 * @param rows ranked
 * @param unranked what is of no country or network: special, unknown, unattributed; of
 *     fingerprints: none
 */
public record RankAnswer(
    String from,
    String to,
    String zone,
    Before previous,
    Coverage coverage,
    List<UsedOrigins> originDatabases,
    boolean simulated,
    List<Row> rows,
    List<Row> unranked) {

  /**
   * The period before.
   *
   * @param from first day, ISO 8601
   * @param to last day, included
   * @param observing how many of the sensors asked observed any of it: of 0, no rank is known
   * @param expired whether no rank is known because rows of it were deleted when their time was
   *     over
   */
  public record Before(String from, String to, int observing, boolean expired) {}

  /**
   * A database of origins that the period used.
   *
   * @param kind country or asn
   * @param distant whether more than a year apart from an interval that used it
   */
  public record UsedOrigins(String name, String date, String kind, boolean distant) {}

  /**
   * One row; what does not belong to the subject is null.
   *
   * @param rank from 1, null if unranked
   * @param protocol tcp, udp, icmp, icmp6, or a number
   * @param port of ICMP null
   * @param type of ICMP
   * @param code always null: ICMP is ranked by type
   * @param service IANA's name of the port
   * @param country ISO 3166 alpha-2, or special, unknown, unattributed
   * @param network AS number; where there is none, country says why: special, unknown, unattributed
   * @param name of the network, null if unknown
   * @param sensor its id
   * @param group the sensor's group
   * @param fingerprint label of the mark, none without one
   * @param rate IPv4 packets per covered address-day, mean over sensors; null if none covered a
   *     tenth of the period
   * @param rateIpv6 likewise per /64-day
   * @param sources distinct sources; null if rows that tell them were deleted when their time was
   *     over
   * @param sourcesError by how much that number may be wrong; 0 if exact, null with it
   * @param previousRank null if unseen or past 10
   * @param groups what each group of sensors saw of it, null if that was not asked
   */
  public record Row(
      Integer rank,
      Object protocol,
      Integer port,
      Integer type,
      Integer code,
      String service,
      String country,
      Long network,
      String name,
      String sensor,
      String group,
      String fingerprint,
      long packets,
      Double rate,
      Double rateIpv6,
      Long sources,
      Long sourcesError,
      Integer previousRank,
      List<GroupView> groups) {}

  /**
   * What a group of sensors saw of a row.
   *
   * @param group its name
   * @param observing sensors of the group that observed in the period
   * @param seenBy how many of them saw it
   * @param packets number of packets
   * @param rate IPv4 packets per covered address-day, mean over the group's sensors; null if none
   *     covered a tenth of the period
   * @param rateIpv6 likewise per /64-day
   */
  public record GroupView(
      String group, int observing, int seenBy, long packets, Double rate, Double rateIpv6) {}
}
