// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teiten.central.store.CoverageQuestions;
import org.teiten.central.store.CoverageQuestions.Monitored;
import org.teiten.central.store.CoverageQuestions.Observed;
import org.teiten.central.store.CoverageQuestions.Silence;
import org.teiten.central.store.Sensor;
import org.teiten.central.store.SensorWeight;
import org.teiten.flowtuple.batch.EpochKind;

/** Coverage of a period by some sensors, and what each counts in a mean rate. */
final class CoverageOfPeriod {
  private static final double TENTH = 0.1;
  private static final double DAY_MICROS = 86_400e6;
  private static final long HOUR_MICROS = Duration.ofHours(1).toMillis() * 1_000;
  private static final int GAPS = 20;

  private record Part(
      Sensor sensor,
      Observed observed,
      long micros,
      double daysIpv4,
      double daysIpv6,
      double expected,
      List<Coverage.Span> inferred,
      List<Coverage.Span> suspected) {}

  private final List<Part> parts;
  private final double periodMicros;
  private final Map<Integer, Monitored> monitored;
  private final Map<Integer, List<Silence>> silences;

  private CoverageOfPeriod(
      List<Part> parts,
      double periodMicros,
      Map<Integer, Monitored> monitored,
      Map<Integer, List<Silence>> silences) {
    this.parts = parts;
    this.periodMicros = periodMicros;
    this.monitored = monitored;
    this.silences = silences;
  }

  /**
   * Asks the store.
   *
   * @param now what lies after it is not expected yet
   */
  static CoverageOfPeriod of(
      Connection connection, Period period, List<Sensor> sensors, Instant now) throws SQLException {
    Instant start = period.start();
    Instant end = period.end().isAfter(now) && now.isAfter(start) ? now : period.end();
    CoverageQuestions.Near near = CoverageQuestions.near(connection, start, period.end(), end);
    Map<Integer, Observed> observed = near.observed();
    Map<Integer, Monitored> monitored = near.monitored();
    monitored.putAll(
        CoverageQuestions.monitored(
            connection,
            end,
            sensors.stream()
                .map(Sensor::number)
                .filter(n -> !near.monitored().containsKey(n))
                .toList()));
    Map<Integer, List<Silence>> silences = silences(connection, start, period.end(), near);
    double periodMicros = micros(end) - micros(start);
    List<Part> parts = new ArrayList<>();
    for (Sensor sensor : sensors) {
      parts.add(
          part(
              sensor,
              observed.get(sensor.number()),
              monitored.getOrDefault(sensor.number(), new Monitored(0, 0)),
              silences.getOrDefault(sensor.number(), List.of()),
              micros(start),
              micros(period.end()),
              periodMicros));
    }
    return new CoverageOfPeriod(parts, periodMicros, monitored, silences);
  }

  /** Silences that are longer than chance explains, by sensor. */
  static Map<Integer, List<Silence>> silences(Connection connection, Instant from, Instant to)
      throws SQLException {
    return silences(connection, from, to, CoverageQuestions.near(connection, from, to, to));
  }

  private static Map<Integer, List<Silence>> silences(
      Connection connection, Instant from, Instant to, CoverageQuestions.Near near)
      throws SQLException {
    Map<Integer, List<Silence>> silences = new HashMap<>();
    List<Silence> candidates = CoverageQuestions.silences(connection, from, to, near.maybeSilent());
    Map<Silence, Long> gaps = CoverageQuestions.medianGaps(connection, candidates);
    for (Silence silence : candidates) {
      long gap = gaps.get(silence);
      if (silence.toMicros() - silence.fromMicros() > Math.max(HOUR_MICROS, GAPS * gap)) {
        silences.computeIfAbsent(silence.sensor(), s -> new ArrayList<>()).add(silence);
      }
    }
    return silences;
  }

  /** The same of one group's sensors. */
  CoverageOfPeriod of(String group) {
    return new CoverageOfPeriod(
        parts.stream().filter(p -> p.sensor().group().equals(group)).toList(),
        periodMicros,
        monitored,
        silences);
  }

  /** IPv4 addresses that a sensor monitored at the end of the period. */
  long monitoredIpv4(int sensor) {
    return monitored.getOrDefault(sensor, new Monitored(0, 0)).ipv4();
  }

  /** A sensor's silences that are longer than chance explains. */
  List<Silence> silences(int sensor) {
    return silences.getOrDefault(sensor, List.of());
  }

  /** The groups of its sensors, by name. */
  List<String> groups() {
    return parts.stream().map(p -> p.sensor().group()).distinct().sorted().toList();
  }

  /** How many sensors observed at all. */
  int observing() {
    return (int) parts.stream().filter(p -> p.micros() > 0).count();
  }

  /** FlowTuples that count. */
  long rows() {
    return parts.stream().mapToLong(p -> p.observed() == null ? 0 : p.observed().rows()).sum();
  }

  private static Part part(
      Sensor sensor,
      Observed observed,
      Monitored monitored,
      List<Silence> silences,
      long startMicros,
      long endMicros,
      double periodMicros) {
    List<Coverage.Span> inferred = new ArrayList<>();
    List<Coverage.Span> suspected = new ArrayList<>();
    long silent = 0;
    for (Silence silence : silences) {
      long from = Math.max(startMicros, silence.fromMicros());
      long to = Math.min(endMicros, silence.toMicros());
      Coverage.Span span = new Coverage.Span(text(from), text(to));
      if (silence.kind().equals(EpochKind.CAPTURE.label())) {
        silent += to - from;
        inferred.add(span);
      } else {
        suspected.add(span);
      }
    }
    long stated = observed == null ? 0 : observed.observedMicros();
    long covered = Math.max(0, stated - silent);
    double share = stated == 0 ? 0 : (double) covered / stated;
    return new Part(
        sensor,
        observed,
        covered,
        observed == null ? 0 : observed.daysIpv4() * share,
        observed == null ? 0 : observed.daysIpv6() * share,
        monitored.ipv4() * periodMicros / DAY_MICROS,
        inferred,
        suspected);
  }

  /** Weights of a mean over the sensors that covered a tenth of the period; of all others 0. */
  List<SensorWeight> weights() {
    long ipv4 = parts.stream().filter(p -> inMean(p) && p.daysIpv4() > 0).count();
    long ipv6 = parts.stream().filter(p -> inMean(p) && p.daysIpv6() > 0).count();
    return parts.stream()
        .map(
            p ->
                new SensorWeight(
                    p.sensor().number(),
                    inMean(p) && p.daysIpv4() > 0 ? 1 / (ipv4 * p.daysIpv4()) : 0,
                    inMean(p) && p.daysIpv6() > 0 ? 1 / (ipv6 * p.daysIpv6()) : 0))
        .toList();
  }

  /** Whether any sensor is part of the mean IPv4 rate; else there is none. */
  boolean hasRate() {
    return parts.stream().anyMatch(p -> inMean(p) && p.daysIpv4() > 0);
  }

  /** Whether any sensor is part of the mean IPv6 rate. */
  boolean hasRateIpv6() {
    return parts.stream().anyMatch(p -> inMean(p) && p.daysIpv6() > 0);
  }

  boolean simulated() {
    return parts.stream().anyMatch(p -> p.observed() != null && p.observed().simulated());
  }

  /** Whether there are rows without source. */
  boolean folded() {
    return parts.stream().anyMatch(p -> p.observed() != null && p.observed().foldedRows() > 0);
  }

  /**
   * The coverage as an answer shows it.
   *
   * @param packets of the answer by sensor
   */
  Coverage coverage(Map<Integer, Long> packets) {
    return new Coverage(
        rounded(parts.stream().mapToDouble(Part::expected).sum()),
        rounded(parts.stream().mapToDouble(Part::daysIpv4).sum()),
        parts.stream().mapToLong(p -> p.observed() == null ? 0 : p.observed().lostPackets()).sum(),
        parts.stream().map(this::shown).toList(),
        carrier(packets));
  }

  private Coverage.SensorCoverage shown(Part part) {
    Observed observed = part.observed();
    return new Coverage.SensorCoverage(
        part.sensor().id(),
        part.sensor().group(),
        rounded(part.expected()),
        rounded(part.daysIpv4()),
        rounded(part.daysIpv6()),
        observed == null ? 0 : observed.lostPackets(),
        observed == null ? 0 : observed.undecodable(),
        observed == null ? 0 : observed.overlapping(),
        inMean(part) && part.daysIpv4() > 0,
        part.inferred(),
        part.suspected());
  }

  private Coverage.Carrier carrier(Map<Integer, Long> packets) {
    long total = packets.values().stream().mapToLong(Long::longValue).sum();
    for (Part part : parts) {
      long own = packets.getOrDefault(part.sensor().number(), 0L);
      if (parts.size() > 1 && own * 2 > total) {
        return new Coverage.Carrier(part.sensor().id(), rounded((double) own / total));
      }
    }
    return null;
  }

  private boolean inMean(Part part) {
    return part.micros() >= TENTH * periodMicros;
  }

  static double rounded(double value) {
    return Math.round(value * 1e6) / 1e6;
  }

  static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  private static String text(long micros) {
    return Instant.ofEpochSecond(micros / 1_000_000).toString();
  }
}
