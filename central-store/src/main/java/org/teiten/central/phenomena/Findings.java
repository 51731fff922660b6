// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.teiten.flowtuple.TrafficClass;

/** Collects what the scan found, keeps what stands among all of it, and says how large it is. */
final class Findings {
  private static final int BURST_DAYS = 14;
  private static final int RAMP_DAYS = 7;
  private static final double HARDLY_SEEN = 0.05;

  private final DetectionConfig config;
  private final Calendar calendar;
  private final int periodFrom;
  private final int periodUntil;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Map<Series, Double> periodPackets = new HashMap<>();
  private final List<Trend> trends = new ArrayList<>();
  private final SingleSources singleSources;
  private final Viewpoints viewpoints;

  private record Candidate(Scan.Looked looked, Change change) {}

  Findings(
      DetectionConfig config,
      Calendar calendar,
      Viewpoints viewpoints,
      LocalDate from,
      LocalDate to) {
    this.config = config;
    this.calendar = calendar;
    this.periodFrom = calendar.indexOf(from);
    this.periodUntil = calendar.indexOf(to.plusDays(1));
    this.viewpoints = viewpoints;
    this.singleSources = new SingleSources(calendar, from, to);
  }

  void add(Scan.Looked looked) {
    double packets = 0;
    double[] total = looked.counts().totalPackets();
    for (int i = periodFrom; i < periodUntil; i++) {
      packets += total[i];
    }
    periodPackets.put(looked.counts().series(), packets);
    singleSources.add(looked);
    Trend trend = Trends.of(looked, calendar, periodFrom, periodUntil);
    if (trend != null) {
      trends.add(trend);
    }
    for (Change change : looked.changes()) {
      candidates.add(new Candidate(looked, change));
    }
  }

  List<Trend> trends() {
    trends.sort(Comparator.comparingDouble(trend -> -Math.abs(Math.log(trend.factor()))));
    return trends;
  }

  List<SingleSource> singleSources() {
    return singleSources.list();
  }

  List<Phenomenon> phenomena(int tests, Breakdowns breakdowns) {
    double[] p = candidates.stream().mapToDouble(each -> each.change().p()).toArray();
    double threshold = FalseDiscovery.threshold(p, tests, config.falseDiscoveryRate());
    List<Candidate> standing =
        candidates.stream()
            .filter(each -> each.change().p() <= threshold)
            .filter(each -> inPeriod(each.change().lead().from()))
            .toList();
    Set<Series> series = new TreeSet<>();
    standing.forEach(each -> series.add(each.looked().counts().series()));
    Breakdown breakdown = new Breakdown(breakdowns, series, calendar);
    List<Phenomenon> phenomena = new ArrayList<>();
    for (Candidate each : standing) {
      Phenomenon phenomenon = phenomenon(each, apart(each, standing), breakdown, breakdowns);
      if (phenomenon != null) {
        phenomena.add(phenomenon);
      }
    }
    return phenomena;
  }

  /** Countries that have a change of their own at the same time; it is not part of this one. */
  private static Set<String> apart(Candidate one, List<Candidate> standing) {
    Set<String> countries = new TreeSet<>();
    Shape shape = one.change().lead().shape();
    for (Candidate other : standing) {
      Shape theirs = other.change().lead().shape();
      if (one.change().country() == null
          && other.change().country() != null
          && other.looked().counts().series().equals(one.looked().counts().series())
          && theirs.from() < shape.until()
          && theirs.until() > shape.from()) {
        countries.add(other.change().country());
      }
    }
    return countries;
  }

  private boolean inPeriod(int index) {
    return index >= periodFrom && index < periodUntil;
  }

  private Phenomenon phenomenon(
      Candidate candidate, Set<String> apart, Breakdown breakdown, Breakdowns breakdowns) {
    PortCounts counts = candidate.looked().counts();
    Change change = candidate.change();
    Shape shape = change.lead().shape();
    int until = Math.min(shape.until(), Math.max(periodUntil, shape.from() + 1));
    Sizes sizes = new Sizes(counts.exposure(), candidate.looked().base(), shape.from(), until);
    Sizes.Size size = sizes.of(part(counts, counts.packets(), change.country(), apart));
    Sizes.Size sources = sizes.of(part(counts, counts.sources(), change.country(), apart));
    boolean rise = change.lead().episode().rise();
    if (rise && sources.added() < config.leastSources()) {
      return null;
    }
    if (size.added() > 0 != rise || Math.abs(size.added()) < config.leastPackets()) {
      return null;
    }
    if (rise
        && singleSources.carries(counts, change.country(), shape.from(), until, size.added())) {
      return null;
    }
    List<Explanation> explained = breakdown.explain(counts, sizes, change.country(), apart);
    double portPackets = 0;
    double[] all = counts.totalPackets();
    for (int i = shape.from(); i < until; i++) {
      portPackets += all[i];
    }
    return new Phenomenon(
        kind(change, size),
        counts.series(),
        change.country(),
        Breakdown.networks(explained),
        calendar.date(shape.from()),
        shape.until() < calendar.size() ? calendar.date(shape.until() - 1) : null,
        size.observed() / Math.max(size.expected(), 1e-3),
        size.added(),
        sources.added(),
        size.added() / Math.max(portPackets, 1),
        change.p(),
        explained,
        leaveOut(counts.series(), size.added()),
        viewpoints.of(
            rise,
            breakdown.bySensor(counts.series(), change.country(), apart),
            sizes.drift(),
            breakdowns.sources(
                counts.series(),
                change.country(),
                apart,
                calendar.date(shape.from()),
                calendar.date(until - 1)),
            shape.from(),
            until));
  }

  private static PhenomenonKind kind(Change change, Sizes.Size size) {
    Episode episode = change.lead().episode();
    Shape shape = change.lead().shape();
    if (!episode.rise()) {
      return PhenomenonKind.FALL;
    }
    if (episode.ended() && shape.until() - shape.from() < BURST_DAYS) {
      return PhenomenonKind.BURST;
    }
    if (change.country() == null && size.expected() < HARDLY_SEEN * size.observed()) {
      return PhenomenonKind.APPEARANCE;
    }
    return shape.over() >= RAMP_DAYS ? PhenomenonKind.RAMP : PhenomenonKind.RISE;
  }

  private static double[] part(
      PortCounts counts, Map<String, double[]> byCountry, String country, Set<String> apart) {
    return country != null ? byCountry.get(country) : counts.total(byCountry, apart);
  }

  private LeaveOut leaveOut(Series series, double added) {
    double packets = periodPackets.get(series);
    return new LeaveOut(
        rank(series, packets, series.trafficClass()),
        rank(series, packets - added, series.trafficClass()));
  }

  private int rank(Series series, double packets, TrafficClass trafficClass) {
    int rank = 1;
    for (Map.Entry<Series, Double> other : periodPackets.entrySet()) {
      if (other.getKey().trafficClass() == trafficClass
          && !other.getKey().equals(series)
          && other.getValue() > packets) {
        rank++;
      }
    }
    return rank;
  }
}
