// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.observe;

import org.teiten.central.analyse.Period;
import org.teiten.central.analyse.RankBy;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.RankSubject;

/**
 * A question for phenomena in the user's words.
 *
 * @param from first day, ISO 8601
 * @param to last day, included
 * @param zone whose days
 * @param group of sensors, null for all
 * @param port only claims of that, null for any
 * @param country only claims of that, null for any
 * @param trafficClass only claims of that: scan, backscatter, other, or all
 */
public record PhenomenaQuestion(
    String from,
    String to,
    String zone,
    String group,
    String port,
    String country,
    String trafficClass) {
  /**
   * Checks every word.
   *
   * @throws IllegalArgumentException that says which is wrong and what to write
   */
  public PhenomenaQuestion {
    ranking(from, to, zone, group, port, country, trafficClass);
  }

  /** The period. */
  public Period period() {
    return ranking().period();
  }

  /** The ranking whose coverage is this answer's. */
  RankQuestion ranking() {
    return ranking(from, to, zone, group, null, null, RankQuestion.ALL);
  }

  boolean wants(String claimedClass, String claimedPort, String claimedCountry) {
    return (trafficClass.equals(RankQuestion.ALL) || trafficClass.equals(claimedClass))
        && (port == null || port.equals(claimedPort))
        && (country == null || country.equals(claimedCountry));
  }

  private static RankQuestion ranking(
      String from,
      String to,
      String zone,
      String group,
      String port,
      String country,
      String trafficClass) {
    return new RankQuestion(
        RankSubject.PORTS, from, to, zone, 1, RankBy.PACKETS, group, port, country, trafficClass);
  }
}
