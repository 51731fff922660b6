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
import org.teiten.central.store.Sensor;
import org.teiten.central.store.SeriesQuestions;
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
        question,
        coverage,
        KeysInOrder.packetsBySensor(connection, question, sensors),
        KeysInOrder.told(
            question, coverage(connection, question.period().previous(), sensors), false),
        databases(connection, question.period(), sensors),
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
    try (Beside<Map<K, Sources>> sources =
            DeadlineConnection.beside("sources", connection, keys::sources);
        Beside<List<RankAnswer.UsedOrigins>> databases =
            DeadlineConnection.beside(
                "databases", connection, own -> databases(own, question.period(), sensors))) {
      Shown<K> shown =
          new Shown<>(
              subject,
              coverage,
              keys.counted(connection),
              sources.result(SQLException.class),
              question.compareGroups()
                  ? groups(connection, question, subject, coverage, keys.keys())
                  : Map.of());
      List<RankAnswer.Row> rows = new ArrayList<>();
      for (Ranking.Ranked<KeysOfPeriod.Entry<K>> one : keys.ranked()) {
        rows.add(shown.row(one));
      }
      List<RankAnswer.Row> unranked = new ArrayList<>();
      for (KeysOfPeriod.Entry<K> one : keys.unranked()) {
        unranked.add(shown.row(one.counted().key(), null, null));
      }
      return answer(
          question,
          coverage,
          keys.bySensor(),
          keys.before(),
          databases.result(SQLException.class),
          rows,
          unranked);
    }
  }

  private static RankAnswer answer(
      RankQuestion question,
      CoverageOfPeriod coverage,
      Map<Integer, Long> bySensor,
      RankAnswer.Before before,
      List<RankAnswer.UsedOrigins> databases,
      List<RankAnswer.Row> rows,
      List<RankAnswer.Row> unranked) {
    return new RankAnswer(
        question.from(),
        question.to(),
        question.zone(),
        before,
        coverage.coverage(bySensor),
        databases,
        coverage.simulated(),
        rows,
        unranked);
  }

  private <K extends Comparable<? super K>> SeriesAnswer series(
      Connection connection, SeriesQuestion question, AskedSensors sensors, Subject<K> subject)
      throws SQLException, IOException {
    RankQuestion ranking = question.ranking();
    Buckets buckets = question.buckets();
    try (Beside<Map<Integer, Map<Integer, SeriesQuestions.BucketObserved>>> observed =
        DeadlineConnection.beside(
            "buckets",
            connection,
            own -> SeriesQuestions.observed(own, buckets.instants(), buckets.end().toInstant()))) {
      KeysInOrder<K> keys = KeysInOrder.of(connection, ranking, sensors, subject, clock.instant());
      CoverageOfPeriod coverage = keys.coverage();
      boolean ofRows = keys.ofRows(connection);
      try (Beside<Map<K, Sources>> sources =
          DeadlineConnection.beside(
              "sources", connection, own -> ofRows ? Map.of() : keys.sources(own))) {
        List<RankAnswer.UsedOrigins> databases = databases(connection, ranking.period(), sensors);
        CoverageOfBuckets covered =
            CoverageOfBuckets.of(
                buckets,
                observed.result(SQLException.class),
                coverage,
                sensors.sensors(),
                clock.instant());
        SeriesPoints<K> points =
            SeriesPoints.of(
                connection,
                question,
                sensors,
                subject,
                coverage,
                covered,
                keys.rankedKeys(),
                ofRows);
        Shown<K> shown =
            new Shown<>(
                subject,
                coverage,
                points.counted(),
                ofRows ? points.sources() : sources.result(SQLException.class),
                Map.of());
        List<SeriesAnswer.Line> lines = new ArrayList<>();
        for (Ranking.Ranked<KeysOfPeriod.Entry<K>> one : keys.ranked()) {
          lines.add(
              new SeriesAnswer.Line(
                  shown.row(one), points.byKey().get(one.entry().counted().key())));
        }
        return new SeriesAnswer(
            ranking.from(),
            ranking.to(),
            ranking.zone(),
            question.unit().label(),
            coverage.coverage(keys.bySensor()),
            databases,
            coverage.simulated(),
            covered.shown(),
            lines);
      }
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
      Connection connection, Period period, AskedSensors sensors) throws SQLException {
    List<Integer> numbers = sensors.sensors().stream().map(Sensor::number).toList();
    return CoverageQuestions.databases(connection, period.start(), period.end(), numbers).stream()
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
    RankAnswer.Row row(Ranking.Ranked<KeysOfPeriod.Entry<K>> one) throws IOException {
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
