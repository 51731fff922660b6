// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.select;

import java.util.List;
import org.teiten.central.analyse.RankBy;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.RankSubject;
import org.teiten.flowtuple.IpPrefix;

/**
 * Which sources somebody is to be told about, in the user's words.
 *
 * @param from first day, ISO 8601
 * @param to last day, included
 * @param zone whose days
 * @param group of sensors, null for all
 * @param port such as 445/tcp, null for any
 * @param country null for any
 * @param network such as AS2516, null for any
 * @param fingerprint mark that its packets bear, null for any
 * @param prefix that holds its address, null for any
 * @param leastPackets in all, 1 or more
 * @param singlePackets whether a source of a single packet may be meant
 * @param researchScanners whether those who survey openly are meant
 * @param lines of evidence a source at most, 1 to {@value #MAX_LINES}
 * @param phenomenon whose period, port and country the words above are, and whose networks alone
 *     are meant; null if it is not about one
 */
public record SelectionQuestion(
    String from,
    String to,
    String zone,
    String group,
    String port,
    String country,
    String network,
    String fingerprint,
    String prefix,
    long leastPackets,
    boolean singlePackets,
    boolean researchScanners,
    int lines,
    ChosenPhenomenon phenomenon) {
  /** Most lines of evidence a source. */
  public static final int MAX_LINES = 100;

  /** What is asked for if nothing else is said. */
  public static final long LEAST_PACKETS = 3;

  /**
   * Checks every word.
   *
   * @throws IllegalArgumentException that says which is wrong and what to write
   */
  public SelectionQuestion {
    if (leastPackets < 1) {
      throw new IllegalArgumentException(
          "the least packets must be 1 or more, not " + leastPackets);
    }
    if (lines < 1 || lines > MAX_LINES) {
      throw new IllegalArgumentException(
          "lines of evidence must be 1 to " + MAX_LINES + ", not " + lines);
    }
    if (prefix != null) {
      IpPrefix.parse(prefix);
    }
    ranking(from, to, zone, group, port, country, network, fingerprint);
  }

  /** AS numbers that are meant, empty for all but what {@link #network} says. */
  List<Long> networks() {
    return phenomenon == null ? List.of() : phenomenon.networks();
  }

  /** The ranking whose coverage, period and filter are this answer's. */
  RankQuestion ranking() {
    return ranking(from, to, zone, group, port, country, network, fingerprint);
  }

  private static RankQuestion ranking(
      String from,
      String to,
      String zone,
      String group,
      String port,
      String country,
      String network,
      String fingerprint) {
    return new RankQuestion(
        RankSubject.PORTS,
        from,
        to,
        zone,
        1,
        RankBy.PACKETS,
        group,
        port,
        country,
        RankQuestion.ALL,
        network,
        null,
        fingerprint,
        false);
  }
}
