// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.time.LocalDate;
import java.util.List;

/**
 * What changed, as the report tells it.
 *
 * @param phenomena most notable first
 * @param trends drifts of 60 days or more
 * @param singleSources what single sources did
 * @param suspectedBlind sensors that saw nothing on any port though they observed
 */
public record Claims(
    List<Claim> phenomena,
    List<Trend> trends,
    List<SingleSource> singleSources,
    List<Blind> suspectedBlind) {
  /** What carries a part of a change. */
  public record Carrier(String kind, String value, double share) {}

  /**
   * One notable change.
   *
   * @param trafficClass scan, backscatter, other
   * @param port {@code 445/tcp}
   * @param country null if no country carries most of it
   * @param networks AS numbers that carry most of it
   * @param end null while it goes on
   * @param factor observed over expected
   * @param packetsAdded over all sensors; null in the public edition, as the next three
   * @param rank of the port, null if unknown
   * @param rankWithout what it would be without the change
   * @param spread over which groups of sensors it reaches: global, partial, local, unclear
   * @param seenBy each group of sensors
   */
  public record Claim(
      String id,
      String kind,
      String trafficClass,
      String port,
      String country,
      List<Long> networks,
      LocalDate start,
      LocalDate end,
      double factor,
      Double packetsAdded,
      Double sourcesAdded,
      Double shareOfPort,
      Double significance,
      List<Carrier> explainedBy,
      Integer rank,
      Integer rankWithout,
      String spread,
      List<View> seenBy) {}

  /**
   * What one group of sensors saw of a change; in the public edition without the last three.
   *
   * @param rateBefore packets per covered address-day before, null if there is none that may be
   *     told, as the next two
   * @param sees whether it sees the change, null if it cannot tell
   * @param sensorsSeeing of {@code sensorsObserving}
   * @param sources distinct ones, null if they are not known
   */
  public record View(
      String group,
      Double rateBefore,
      Double rate,
      Double factor,
      Boolean sees,
      Integer sensorsSeeing,
      Integer sensorsObserving,
      Long sources) {}

  /** A drift. */
  public record Trend(
      String trafficClass,
      String port,
      String country,
      LocalDate from,
      LocalDate to,
      double factor) {}

  /** What one source did. */
  public record SingleSource(
      String source,
      String country,
      long network,
      List<String> ports,
      LocalDate start,
      LocalDate end,
      long packets,
      double share) {}

  /** A sensor that saw nothing. */
  public record Blind(String sensor, LocalDate from, LocalDate to) {}
}
