// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.observe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teiten.central.analyse.Coverage;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.knowledge.Knowledge;
import org.teiten.central.knowledge.Sighting;
import org.teiten.central.phenomena.Dimension;
import org.teiten.central.phenomena.Viewpoint;
import org.teiten.flowtuple.TrafficClass;

/**
 * What changed in a period, with all that is needed to judge it (design §9).
 *
 * @param from first day, ISO 8601
 * @param to last day, included
 * @param zone whose days
 * @param previous the period before
 * @param coverage what was observed in the period
 * @param originDatabases where countries and networks are from
 * @param simulated whether any of it was never observed
 * @param phenomena most notable first
 * @param trends drifts of 60 days or more
 * @param singleSources what one source carries for more than half
 * @param suspectedBlind sensors that stated to observe and saw nothing on any port
 */
public record PhenomenaClaims(
    String from,
    String to,
    String zone,
    RankAnswer.Before previous,
    Coverage coverage,
    List<RankAnswer.UsedOrigins> originDatabases,
    boolean simulated,
    List<Claim> phenomena,
    List<Drift> trends,
    List<Single> singleSources,
    List<Blind> suspectedBlind) {

  /** What carries a part of a change; its share may exceed 1 where others fell. */
  public record Carrier(String kind, String value, double share) {}

  /**
   * What one group of sensors saw of a change.
   *
   * @param rateBefore packets per covered address-day in the eight weeks before, null if not known
   * @param rate the same from the start on
   * @param factor rate over what was expected, null if that is none
   * @param sees whether it sees the change, null if it cannot tell
   * @param sensorsSeeing of {@code sensorsObserving}, which covered a tenth of both spans
   * @param sources distinct ones from the start on
   */
  public record View(
      String group,
      Double rateBefore,
      Double rate,
      Double factor,
      Boolean sees,
      int sensorsSeeing,
      int sensorsObserving,
      Long sources) {
    static View of(Viewpoint one) {
      return new View(
          one.group(),
          rounded(one.rateBefore()),
          rounded(one.movement().during()),
          rounded(one.movement().factor()),
          one.sees(),
          one.sensorsSeeing(),
          one.sensorsObserving(),
          one.sources());
    }

    private static Double rounded(double value) {
      return Double.isFinite(value) ? Math.round(value * 1e6) / 1e6 : null;
    }
  }

  /**
   * What may explain a change: a hint.
   *
   * @param id of the entry
   * @param cve numbers
   * @param name as people call it
   * @param reason why it is named
   * @param knownThen whether it was public by the end of the period
   */
  public record Known(String id, List<String> cve, String name, String reason, boolean knownThen) {}

  /**
   * One notable change.
   *
   * @param id the same for the same change of the same data
   * @param kind rise, fall, burst, ramp, appearance
   * @param trafficClass scan, backscatter, other; in JSON {@code class}
   * @param port {@code 445/tcp}
   * @param country null if no country carries most of it
   * @param networks AS numbers that together carry most of it
   * @param start first day
   * @param end last day, null while it goes on
   * @param factor observed over expected on its covered days
   * @param shareOfPort packets added over all of the port's on those days
   * @param packetsAdded negative for a fall
   * @param sourcesAdded sum over days of distinct sources added
   * @param significance p value after all looks at its series
   * @param rank the port's by packets in the period, and {@code rankWithout} this change
   * @param spread global, partial, local, unclear
   * @param seenBy each group of sensors, by name
   */
  public record Claim(
      String id,
      String kind,
      @JsonProperty("class") String trafficClass,
      String port,
      String country,
      List<Long> networks,
      String start,
      String end,
      double factor,
      double shareOfPort,
      long packetsAdded,
      long sourcesAdded,
      double significance,
      int rank,
      int rankWithout,
      String spread,
      List<View> seenBy,
      List<Carrier> explainedBy,
      List<Known> knowledge) {
    private Claim with(Knowledge all, LocalDate periodEnd) {
      Map<String, Double> marks = new HashMap<>();
      for (Carrier part : explainedBy) {
        if (part.kind().equals(Dimension.FINGERPRINT.label())) {
          marks.put(part.value(), Math.max(0, Math.min(1, part.share())));
        }
      }
      Sighting sighting =
          new Sighting(
              port,
              trafficClass.equals(TrafficClass.BACKSCATTER.label()),
              LocalDate.parse(start),
              periodEnd,
              marks);
      return new Claim(
          id,
          kind,
          trafficClass,
          port,
          country,
          networks,
          start,
          end,
          factor,
          shareOfPort,
          packetsAdded,
          sourcesAdded,
          significance,
          rank,
          rankWithout,
          spread,
          seenBy,
          explainedBy,
          all.match(sighting).stream()
              .map(
                  hint ->
                      new Known(
                          hint.id(), hint.cve(), hint.name(), hint.reason(), hint.knownThen()))
              .toList());
    }
  }

  /** A drift; its factor is the level at its end over that at its start. */
  public record Drift(
      @JsonProperty("class") String trafficClass,
      String port,
      String country,
      String from,
      String to,
      double factor) {}

  /** What one source did; its share is of all packets of those ports on those days. */
  public record Single(
      String source,
      String country,
      long network,
      List<String> ports,
      String start,
      String end,
      long packets,
      double share) {}

  /** A sensor that saw nothing, first to last day. */
  public record Blind(String sensor, String from, String to) {}

  /** The same, each claim with what may explain it. */
  public PhenomenaClaims with(Knowledge knowledge) {
    LocalDate periodEnd = LocalDate.parse(to);
    return new PhenomenaClaims(
        from,
        to,
        zone,
        previous,
        coverage,
        originDatabases,
        simulated,
        phenomena.stream().map(claim -> claim.with(knowledge, periodEnd)).toList(),
        trends,
        singleSources,
        suspectedBlind);
  }
}
