// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.teiten.central.store.Counted;
import org.teiten.central.store.CoverageQuestions;
import org.teiten.central.store.DeadlineConnection;
import org.teiten.central.store.RankingQuestions;
import org.teiten.central.store.RankingQuestions.Sources;
import org.teiten.support.lifecycle.Beside;

/** Answers rankings from the store. */
public final class Rankings {
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
        KeysInOrder.packetsBySensor(connection, question.period(), coverage, question.filter()),
        KeysInOrder.told(
            question, coverage(connection, question.period().previous(), sensors), false),
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
    KeysInOrder<K> keys = KeysInOrder.of(connection, question, sensors, subject, clock.instant());
    CoverageOfPeriod coverage = keys.coverage();
    Shown<K> shown =
        new Shown<>(
            subject,
            coverage,
            keys.counted(connection),
            keys.sources(connection),
            question.compareGroups()
                ? groups(connection, question, subject, coverage, keys.keys())
                : Map.of());
    List<RankAnswer.Row> rows = new ArrayList<>();
    for (Ranking.Ranked<KeysInOrder.Entry<K>> one : keys.ranked()) {
      rows.add(shown.row(one));
    }
    List<RankAnswer.Row> unranked = new ArrayList<>();
    for (KeysInOrder.Entry<K> one : keys.unranked()) {
      unranked.add(shown.row(one.counted().key(), null, null));
    }
    return answer(connection, question, coverage, keys.bySensor(), keys.before(), rows, unranked);
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
    KeysInOrder<K> keys = KeysInOrder.of(connection, ranking, sensors, subject, clock.instant());
    CoverageOfPeriod coverage = keys.coverage();
    try (Beside<Points<K>> points =
        Beside.begin("points", () -> points(connection, question, sensors, subject, keys))) {
      Shown<K> shown =
          new Shown<>(
              subject, coverage, keys.counted(connection), keys.sources(connection), Map.of());
      List<RankAnswer.UsedOrigins> databases =
          databases(connection, ranking.period(), coverage.sensors());
      Points<K> made = points.result(SQLException.class);
      List<SeriesAnswer.Line> lines = new ArrayList<>();
      for (Ranking.Ranked<KeysInOrder.Entry<K>> one : keys.ranked()) {
        K key = one.entry().counted().key();
        lines.add(new SeriesAnswer.Line(shown.row(one), made.byKey().get(key)));
      }
      return new SeriesAnswer(
          ranking.from(),
          ranking.to(),
          ranking.zone(),
          question.unit().label(),
          coverage.coverage(keys.bySensor()),
          databases,
          coverage.simulated(),
          made.buckets(),
          lines);
    }
  }

  private record Points<K>(
      List<SeriesAnswer.Bucket> buckets, Map<K, List<SeriesAnswer.Point>> byKey) {}

  /** Each key's points, on a connection of their own. */
  private <K extends Comparable<? super K>> Points<K> points(
      Connection connection,
      SeriesQuestion question,
      AskedSensors sensors,
      Subject<K> subject,
      KeysInOrder<K> keys)
      throws SQLException {
    try (Connection own = DeadlineConnection.duplicate(connection)) {
      CoverageOfBuckets observed =
          CoverageOfBuckets.of(
              own, question.buckets(), keys.coverage(), sensors.sensors(), clock.instant());
      return new Points<>(
          observed.shown(),
          SeriesPoints.of(own, question, sensors, subject, observed, keys.rankedKeys()));
    }
  }

  private CoverageOfPeriod coverage(Connection connection, Period period, AskedSensors sensors)
      throws SQLException {
    return CoverageOfPeriod.of(connection, period, sensors.sensors(), clock.instant());
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

  private static List<RankAnswer.UsedOrigins> databases(
      Connection connection, Period period, List<Integer> sensors) throws SQLException {
    return CoverageQuestions.databases(connection, period.start(), period.end(), sensors).stream()
        .map(
            used ->
                new RankAnswer.UsedOrigins(
                    used.name(), used.date().toString(), used.kind(), used.distant()))
        .toList();
  }

  /** All that an answer shows of its keys. */
  private record Shown<K extends Comparable<? super K>>(
      Subject<K> subject,
      CoverageOfPeriod coverage,
      Map<K, Counted<K>> counted,
      Map<K, Sources> sources,
      Map<K, List<RankAnswer.GroupView>> groups) {
    RankAnswer.Row row(Ranking.Ranked<KeysInOrder.Entry<K>> one) throws IOException {
      return row(one.entry().counted().key(), one.rank(), one.previousRank());
    }

    RankAnswer.Row row(K one, Integer rank, Integer previousRank) throws IOException {
      RankedKey key = subject.row().of(one);
      Counted<K> packets = counted.get(one);
      Sources from = sources.get(one);
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
          packets.packets(),
          coverage.hasRate() ? CoverageOfPeriod.rounded(packets.rate()) : null,
          coverage.hasRateIpv6() ? CoverageOfPeriod.rounded(packets.rateIpv6()) : null,
          from == null ? null : from.count(),
          from == null ? null : from.error(),
          previousRank,
          groups.get(one));
    }
  }
}
