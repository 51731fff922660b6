// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.teiten.central.store.Counted;
import org.teiten.central.store.CoverageQuestions;
import org.teiten.central.store.ExpiredRowsException;
import org.teiten.central.store.Expiry;
import org.teiten.central.store.FlowFilter;
import org.teiten.central.store.RankKey;
import org.teiten.central.store.RankingQuestions;
import org.teiten.central.store.RankingQuestions.Packets;
import org.teiten.central.store.RankingQuestions.Sources;

/** Answers rankings from the store. */
public final class Rankings {
  /** A key with all that it may be ranked by. */
  private record Entry<K>(Counted<K> counted, Sources sources) {}

  private final ServiceNames services;
  private final NetworkNames networks;
  private final Clock clock;

  public Rankings(ServiceNames services, Clock clock) {
    this(services, NetworkNames.NONE, clock);
  }

  public Rankings(ServiceNames services, NetworkNames networks, Clock clock) {
    this.services = services;
    this.networks = networks;
    this.clock = clock;
  }

  /**
   * Answers a question.
   *
   * @throws IllegalArgumentException if there is no such group or sensor
   * @throws IOException if names of networks cannot be read
   */
  public RankAnswer answer(Connection connection, RankQuestion question)
      throws SQLException, IOException {
    AskedSensors sensors = AskedSensors.of(connection, question);
    return answer(connection, question, sensors, subject(question.subject(), sensors));
  }

  /**
   * What was observed in a question's period, and nothing of what was seen: its answer without
   * rows.
   *
   * @throws IllegalArgumentException if there is no such group or sensor
   */
  public RankAnswer observed(Connection connection, RankQuestion question) throws SQLException {
    AskedSensors sensors = AskedSensors.of(connection, question);
    CoverageOfPeriod coverage = coverage(connection, question.period(), sensors);
    return answer(
        connection,
        question,
        coverage,
        packetsBySensor(connection, question.period(), coverage, question.filter()),
        before(
            question,
            coverage(connection, question.period().previous(), sensors).observing(),
            false),
        List.of(),
        List.of());
  }

  /**
   * Follows the first keys of a ranking over time.
   *
   * @throws IllegalArgumentException if there is no such group or sensor, or there are too many
   *     buckets
   * @throws IOException if names of networks cannot be read
   */
  public SeriesAnswer series(Connection connection, SeriesQuestion question)
      throws SQLException, IOException {
    RankQuestion ranking = question.ranking();
    AskedSensors sensors = AskedSensors.of(connection, ranking);
    return series(connection, question, sensors, subject(ranking.subject(), sensors));
  }

  private Subject<?> subject(RankSubject subject, AskedSensors sensors) {
    return switch (subject) {
      case PORTS -> Subject.ports(services);
      case COUNTRIES -> Subject.countries();
      case NETWORKS -> Subject.networks(networks);
      case SENSORS -> Subject.sensors(sensors.sensors());
      case FINGERPRINTS -> Subject.fingerprints();
    };
  }

  private <K extends Comparable<? super K>> RankAnswer answer(
      Connection connection, RankQuestion question, AskedSensors sensors, Subject<K> subject)
      throws SQLException, IOException {
    CoverageOfPeriod coverage = coverage(connection, question.period(), sensors);
    Ranked<K> ranked = ranked(connection, question, sensors, subject, coverage);
    Map<K, List<RankAnswer.GroupView>> groups =
        question.compareGroups()
            ? groups(connection, question, subject, coverage, ranked.keys())
            : Map.of();
    List<RankAnswer.Row> rows = new ArrayList<>();
    for (Ranking.Ranked<Entry<K>> one : ranked.ranked()) {
      K key = one.entry().counted().key();
      rows.add(
          row(
              subject.row().of(key),
              one.rank(),
              one.previousRank(),
              ranked.counted().get(key),
              coverage,
              ranked.sources().get(key),
              groups.get(key)));
    }
    List<RankAnswer.Row> unranked = new ArrayList<>();
    for (Entry<K> one : ranked.unranked()) {
      K key = one.counted().key();
      unranked.add(
          row(
              subject.row().of(key),
              null,
              null,
              ranked.counted().get(key),
              coverage,
              ranked.sources().get(key),
              groups.get(key)));
    }
    return answer(
        connection, question, coverage, ranked.bySensor(), ranked.before(), rows, unranked);
  }

  private static RankAnswer.Before before(RankQuestion question, int observing, boolean expired) {
    Period before = question.period().previous();
    return new RankAnswer.Before(
        before.from().toString(), before.to().toString(), observing, expired);
  }

  private static RankAnswer answer(
      Connection connection,
      RankQuestion question,
      CoverageOfPeriod coverage,
      Map<Integer, Long> bySensor,
      RankAnswer.Before before,
      List<RankAnswer.Row> rows,
      List<RankAnswer.Row> unranked)
      throws SQLException {
    Period period = question.period();
    return new RankAnswer(
        question.from(),
        question.to(),
        question.zone(),
        before,
        coverage.coverage(bySensor),
        databases(connection, period, coverage.sensors()),
        coverage.simulated(),
        rows,
        unranked);
  }

  private <K extends Comparable<? super K>> SeriesAnswer series(
      Connection connection, SeriesQuestion question, AskedSensors sensors, Subject<K> subject)
      throws SQLException, IOException {
    RankQuestion ranking = question.ranking();
    Period period = ranking.period();
    CoverageOfPeriod coverage = coverage(connection, period, sensors);
    Ranked<K> ranked = ranked(connection, ranking, sensors, subject, coverage);
    Buckets buckets = question.buckets();
    CoverageOfBuckets observed =
        CoverageOfBuckets.of(connection, buckets, coverage, sensors.sensors(), clock.instant());
    Map<K, List<SeriesAnswer.Point>> points =
        SeriesPoints.of(connection, question, sensors, subject, observed, ranked.rankedKeys());
    List<SeriesAnswer.Line> lines = new ArrayList<>();
    for (Ranking.Ranked<Entry<K>> one : ranked.ranked()) {
      K key = one.entry().counted().key();
      RankAnswer.Row total =
          row(
              subject.row().of(key),
              one.rank(),
              one.previousRank(),
              ranked.counted().get(key),
              coverage,
              ranked.sources().get(key),
              null);
      lines.add(new SeriesAnswer.Line(total, points.get(key)));
    }
    return new SeriesAnswer(
        ranking.from(),
        ranking.to(),
        ranking.zone(),
        question.unit().label(),
        coverage.coverage(ranked.bySensor()),
        databases(connection, period, coverage.sensors()),
        coverage.simulated(),
        observed.shown(),
        lines);
  }

  private CoverageOfPeriod coverage(Connection connection, Period period, AskedSensors sensors)
      throws SQLException {
    return CoverageOfPeriod.of(connection, period, sensors.sensors(), clock.instant());
  }

  /** The keys of a period in order, those without rank, and what is shown of both. */
  private record Ranked<K>(
      List<Ranking.Ranked<Entry<K>>> ranked,
      List<Entry<K>> unranked,
      Map<K, Counted<K>> counted,
      Map<K, Sources> sources,
      Map<Integer, Long> bySensor,
      RankAnswer.Before before) {
    List<K> rankedKeys() {
      return ranked.stream().map(r -> r.entry().counted().key()).toList();
    }

    List<K> keys() {
      List<K> keys = new ArrayList<>(rankedKeys());
      unranked.forEach(entry -> keys.add(entry.counted().key()));
      return keys;
    }
  }

  private <K extends Comparable<? super K>> Ranked<K> ranked(
      Connection connection,
      RankQuestion question,
      AskedSensors sensors,
      Subject<K> subject,
      CoverageOfPeriod coverage)
      throws SQLException {
    Period period = question.period();
    Period before = period.previous();
    RankingQuestions<K> store = RankingQuestions.by(subject.key());
    // Sums are cheap to read again for the few keys that are shown; rows are not.
    boolean twice = question.by() != RankBy.RATE && store.rolledUp(question.filter());
    Packets<K> packets =
        twice
            ? new Packets<>(
                alone(connection, question, sensors, store, period),
                packetsBySensor(connection, period, coverage, question.filter()))
            : store.packets(
                connection, period.start(), period.end(), coverage.weights(), question.filter());
    RankingQuestions.Seen seen = seen(question, sensors, period, coverage);
    List<Entry<K>> current =
        entries(connection, question, subject, seen, packets.byKey(), question.limit());
    CoverageOfPeriod coverageBefore = coverage(connection, before, sensors);
    List<Entry<K>> previous = List.of();
    boolean expired = false;
    try {
      previous =
          entries(
              connection,
              question,
              subject,
              seen(question, sensors, before, coverageBefore),
              question.by() == RankBy.RATE
                  ? store
                      .packets(
                          connection,
                          before.start(),
                          before.end(),
                          coverageBefore.weights(),
                          question.filter())
                      .byKey()
                  : alone(connection, question, sensors, store, before),
              Ranking.PREVIOUS_LIMIT);
    } catch (ExpiredRowsException e) {
      expired = true;
    }
    List<Ranking.Ranked<Entry<K>>> ranked =
        Ranking.rank(
            current.stream().filter(entry -> isRanked(subject, entry)).toList(),
            previous.stream().filter(entry -> isRanked(subject, entry)).toList(),
            entry -> entry.counted().key(),
            entry -> measure(entry, question.by()),
            question.limit());
    List<Entry<K>> unranked =
        current.stream()
            .filter(entry -> !isRanked(subject, entry))
            .sorted((a, b) -> a.counted().key().compareTo(b.counted().key()))
            .toList();
    RankAnswer.Before told = before(question, coverageBefore.observing(), expired);
    Ranked<K> answer = new Ranked<>(ranked, unranked, Map.of(), Map.of(), packets.bySensor(), told);
    List<Counted<K>> counted =
        twice
            ? store
                .packets(
                    connection,
                    period.start(),
                    period.end(),
                    coverage.weights(),
                    question.filter(),
                    answer.keys())
                .byKey()
            : packets.byKey();
    return new Ranked<>(
        ranked,
        unranked,
        counted.stream().collect(Collectors.toMap(Counted::key, Function.identity())),
        question.by() == RankBy.SOURCES
            ? current.stream().collect(Collectors.toMap(e -> e.counted().key(), Entry::sources))
            : store.sources(connection, seen, answer.keys()),
        packets.bySensor(),
        told);
  }

  /** Packets by key, without rates. */
  private static <K> List<Counted<K>> alone(
      Connection connection,
      RankQuestion question,
      AskedSensors sensors,
      RankingQuestions<K> store,
      Period period)
      throws SQLException {
    return store
        .packetsAlone(
            connection, period.start(), period.end(), sensors.numbersOrAll(), question.filter())
        .entrySet()
        .stream()
        .map(one -> new Counted<>(one.getKey(), one.getValue(), 0, 0, 0))
        .toList();
  }

  /**
   * Keys with what they are ranked by. By distinct sources some that are not among the first may be
   * left out.
   */
  private static <K extends Comparable<? super K>> List<Entry<K>> entries(
      Connection connection,
      RankQuestion question,
      Subject<K> subject,
      RankingQuestions.Seen seen,
      List<Counted<K>> counted,
      int first)
      throws SQLException {
    if (question.by() != RankBy.SOURCES) {
      return counted.stream().map(one -> new Entry<>(one, new Sources(0, 0))).toList();
    }
    RankingQuestions<K> store = RankingQuestions.by(subject.key());
    Map<Boolean, List<K>> keys =
        counted.stream().map(Counted::key).collect(Collectors.partitioningBy(subject.ranked()));
    Map<K, Sources> sources = new HashMap<>(store.sources(connection, seen, keys.get(false)));
    sources.putAll(store.mostSources(connection, seen, keys.get(true), first));
    if (sources.isEmpty() && !counted.isEmpty()) {
      Expiry.of(connection)
          .requireRaw(seen.from(), "distinct sources of " + question.subject().label());
    }
    return counted.stream()
        .filter(one -> sources.containsKey(one.key()))
        .map(one -> new Entry<>(one, sources.get(one.key())))
        .toList();
  }

  private static RankingQuestions.Seen seen(
      RankQuestion question, AskedSensors sensors, Period period, CoverageOfPeriod coverage) {
    return new RankingQuestions.Seen(
        period.start(),
        period.end(),
        sensors.numbersOrAll(),
        question.filter(),
        coverage.rows(),
        coverage.folded());
  }

  private static <K extends Comparable<? super K>> Map<K, List<RankAnswer.GroupView>> groups(
      Connection connection,
      RankQuestion question,
      Subject<K> subject,
      CoverageOfPeriod coverage,
      List<K> keys)
      throws SQLException {
    Map<K, List<RankAnswer.GroupView>> groups = new LinkedHashMap<>();
    Period period = question.period();
    for (String group : coverage.groups()) {
      CoverageOfPeriod own = coverage.of(group);
      Map<K, Counted<K>> counted =
          RankingQuestions.by(subject.key())
              .packets(
                  connection, period.start(), period.end(), own.weights(), question.filter(), keys)
              .byKey()
              .stream()
              .collect(Collectors.toMap(Counted::key, Function.identity()));
      for (K key : keys) {
        Counted<K> seen = counted.getOrDefault(key, new Counted<>(key, 0, 0, 0, 0));
        groups
            .computeIfAbsent(key, k -> new ArrayList<>())
            .add(
                new RankAnswer.GroupView(
                    group,
                    own.observing(),
                    seen.sensors(),
                    seen.packets(),
                    own.hasRate() ? CoverageOfPeriod.rounded(seen.rate()) : null,
                    own.hasRateIpv6() ? CoverageOfPeriod.rounded(seen.rateIpv6()) : null));
      }
    }
    return groups;
  }

  private static Map<Integer, Long> packetsBySensor(
      Connection connection, Period period, CoverageOfPeriod coverage, FlowFilter filter)
      throws SQLException {
    return RankingQuestions.by(RankKey.SENSORS)
        .packets(connection, period.start(), period.end(), coverage.weights(), filter)
        .bySensor();
  }

  private static <K extends Comparable<? super K>> boolean isRanked(
      Subject<K> subject, Entry<K> entry) {
    return subject.ranked().test(entry.counted().key());
  }

  private static double measure(Entry<?> entry, RankBy by) {
    return switch (by) {
      case PACKETS -> entry.counted().packets();
      case RATE -> CoverageOfPeriod.rounded(entry.counted().rate());
      case SOURCES -> entry.sources().count();
    };
  }

  private static List<RankAnswer.UsedOrigins> databases(
      Connection connection, Period period, List<Integer> sensors) throws SQLException {
    return CoverageQuestions.databases(connection, period.start(), period.end(), sensors).stream()
        .map(
            used ->
                new RankAnswer.UsedOrigins(
                    used.name(), used.date().toString(), used.kind(), used.distant()))
        .toList();
  }

  private static RankAnswer.Row row(
      RankedKey key,
      Integer rank,
      Integer previousRank,
      Counted<?> counted,
      CoverageOfPeriod coverage,
      Sources sources,
      List<RankAnswer.GroupView> groups) {
    return new RankAnswer.Row(
        rank,
        key.protocol(),
        key.port(),
        key.type(),
        null,
        key.service(),
        key.country(),
        key.network(),
        key.name(),
        key.sensor(),
        key.group(),
        key.fingerprint(),
        counted.packets(),
        coverage.hasRate() ? CoverageOfPeriod.rounded(counted.rate()) : null,
        coverage.hasRateIpv6() ? CoverageOfPeriod.rounded(counted.rateIpv6()) : null,
        sources == null ? null : sources.count(),
        sources == null ? null : sources.error(),
        previousRank,
        groups);
  }
}
