// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.List;
import org.teiten.central.knowledge.Hint;

/**
 * Everything that stands in a report, in no language. Rates are packets per covered IPv4
 * address-day, null where there is none or none may be told. Days are ISO 8601.
 *
 * @param header what the report is of
 * @param observation what was observed
 * @param ports table 1
 * @param countries table 2
 * @param unranked sources without a country
 * @param figures all of them
 * @param phenomena a section each
 * @param trends drifts
 * @param singleSources what single sources did; of the internal edition
 * @param surveys scanners that survey
 * @param home the home country and all others
 * @param groups viewpoints
 * @param mirai share of Mirai
 * @param notices what the notices did, null if none was sent or it may not be told
 * @param sensors ten ports a sensor; of the internal edition
 * @param databases of origins
 * @param software that counted and wrote
 */
public record ReportContents(
    Header header,
    Observation observation,
    List<Row> ports,
    List<Row> countries,
    List<Row> unranked,
    List<Figure> figures,
    List<Section> phenomena,
    List<TrendRow> trends,
    List<SourceRow> singleSources,
    Surveys surveys,
    Home home,
    List<Group> groups,
    Mirai mirai,
    NoticeEffect notices,
    List<SensorTable> sensors,
    List<Database> databases,
    String software) {

  /**
   * What the report is of.
   *
   * @param previousObserved whether any sensor observed the period before; if not, no rank in it is
   *     known
   */
  public record Header(
      String quarter,
      String from,
      String to,
      String zone,
      String previousFrom,
      String previousTo,
      boolean previousObserved,
      Edition edition,
      String generated,
      boolean simulated) {}

  /**
   * What was observed.
   *
   * @param sensors that exist
   * @param inMean of these, those in the mean rate
   * @param expected address-days
   * @param observed address-days
   * @param lostPackets before they were read; null in the public edition
   * @param least sensors that observed on a day
   * @param most sensors that observed on a day
   * @param gaps of sensors, at least a day; of the internal edition
   */
  public record Observation(
      int sensors,
      int inMean,
      double expected,
      double observed,
      Long lostPackets,
      int least,
      int most,
      List<Gap> gaps) {}

  /**
   * Days that a sensor did not observe, or hardly.
   *
   * @param suspected whether it stated that it observed, and saw nothing
   */
  public record Gap(String sensor, String from, String to, boolean suspected) {}

  /**
   * One row of a ranking.
   *
   * @param key {@code 23/tcp}, or a country's code
   * @param service IANA's name of a port
   * @param packets null in the public edition
   * @param sources distinct; null in the public edition
   * @param previousRank null if outside of the top 10
   */
  public record Row(
      Integer rank,
      String key,
      String service,
      Double rate,
      Double previousRate,
      Integer previousRank,
      Long packets,
      Long sources) {}

  /**
   * Lines over the days.
   *
   * @param kind what it shows: ports, countries, phenomenon, surveys, home, mirai, notices (whose
   *     days are counted from the notice)
   * @param percent whether values are shares, in percent, else rates
   */
  public record Figure(
      String id, String kind, boolean percent, List<String> days, List<Line> lines) {}

  /** A line of a figure. */
  public record Line(String key, List<Double> values) {}

  /** A part of a whole. */
  public record Share(String key, String name, Double rate, double share) {}

  /**
   * A phenomenon.
   *
   * @param networks that carry most of it, with names
   * @param rateAdded per covered address-day
   * @param evidence what it is made of
   * @param hints what was known then, then what became known later
   */
  public record Section(
      Claims.Claim claim,
      String service,
      String figure,
      List<Share> networks,
      Double rateAdded,
      Evidence evidence,
      List<Hint> hints) {}

  /**
   * What the packets of a phenomenon are made of, from its start to its end.
   *
   * @param sources distinct; null in the public edition
   * @param topSources of the internal edition
   */
  public record Evidence(
      List<Share> networks,
      List<Share> countries,
      List<Share> marks,
      List<Share> signatures,
      Long sources,
      List<SourceRow> topSources) {}

  /** A drift. */
  public record TrendRow(
      String trafficClass,
      String port,
      String service,
      String country,
      String from,
      String to,
      double factor) {}

  /**
   * A source and what it sent.
   *
   * @param share of the packets whose source is known
   */
  public record SourceRow(
      String source,
      String country,
      long network,
      String networkName,
      List<String> ports,
      String from,
      String to,
      long packets,
      double share) {}

  /**
   * Scanners that survey.
   *
   * @param marks of tools in the packets
   * @param scanners by their published prefixes
   * @param rate of all packets
   * @param rateWithout of the rest
   */
  public record Surveys(
      List<Share> marks,
      List<Share> scanners,
      String listDate,
      Double rate,
      Double rateWithout,
      List<Row> portsWithout) {}

  /** The home country, and all others. */
  public record Home(
      String country,
      Double rate,
      Double rateOthers,
      double share,
      Double previousShare,
      List<Row> ports,
      List<Row> portsOthers) {}

  /** A group of sensors. */
  public record Group(String name, int sensors, List<Row> ports, List<Row> countries) {}

  /** Share of Mirai's mark. */
  public record Mirai(double share, Double previousShare, List<Share> ports) {}

  /** What one sensor saw. */
  public record SensorTable(String sensor, String group, List<Row> ports) {}

  /** A database of origins. */
  public record Database(String name, String date, String kind, boolean distant) {}
}
