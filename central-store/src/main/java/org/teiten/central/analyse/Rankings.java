// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.teiten.central.enrich.Origin;
import org.teiten.central.store.Counted;
import org.teiten.central.store.CoverageQuestions;
import org.teiten.central.store.FlowFilter;
import org.teiten.central.store.PortKey;
import org.teiten.central.store.RankingQuestions;
import org.teiten.central.store.RankingQuestions.Sources;
import org.teiten.central.store.Sensor;
import org.teiten.central.store.SensorTable;

/** Answers rankings from the store. */
public final class Rankings {
  /** A key with all that it may be ranked by. */
  private record Entry<K>(Counted<K> counted, Sources sources) {}

  private final ServiceNames services;
  private final Clock clock;

  public Rankings(ServiceNames services, Clock clock) {
    this.services = services;
    this.clock = clock;
  }

  /**
   * Answers a question.
   *
   * @throws IllegalArgumentException if no sensor is of the group asked for
   */
  public RankAnswer answer(Connection connection, RankQuestion question) throws SQLException {
    return switch (question.subject()) {
      case PORTS -> answer(connection, question, RankingQuestions.ports(), this::portRow);
      case COUNTRIES -> answer(connection, question, RankingQuestions.countries(), Rankings::row);
    };
  }

  /** Makes a row of a key, without numbers. */
  private interface RowOf<K> {
    RankAnswer.Row of(K key);
  }

  private <K extends Comparable<? super K>> RankAnswer answer(
      Connection connection, RankQuestion question, RankingQuestions<K> questions, RowOf<K> row)
      throws SQLException {
    Period period = question.period();
    Period before = period.previous();
    FlowFilter filter = question.filter();
    List<Sensor> sensors = sensors(connection, question.group());
    CoverageOfPeriod coverage = CoverageOfPeriod.of(connection, period, sensors, clock.instant());
    CoverageOfPeriod coverageBefore =
        CoverageOfPeriod.of(connection, before, sensors, clock.instant());
    boolean bySources = question.by() == RankBy.SOURCES;
    List<Entry<K>> current = entries(connection, questions, period, coverage, filter, bySources);
    List<Entry<K>> previous =
        entries(connection, questions, before, coverageBefore, filter, bySources);
    List<Ranking.Ranked<Entry<K>>> ranked =
        Ranking.rank(
            current.stream().filter(Rankings::isRanked).toList(),
            previous.stream().filter(Rankings::isRanked).toList(),
            entry -> entry.counted().key(),
            entry -> measure(entry, question.by()),
            question.limit());
    List<Entry<K>> unranked =
        current.stream()
            .filter(entry -> !isRanked(entry))
            .sorted((a, b) -> a.counted().key().compareTo(b.counted().key()))
            .toList();
    Map<K, Sources> sources =
        bySources
            ? current.stream().collect(Collectors.toMap(e -> e.counted().key(), Entry::sources))
            : sources(connection, questions, period, coverage, filter, keys(ranked, unranked));
    Function<Entry<K>, RankAnswer.Row> filled =
        entry ->
            fill(
                row.of(entry.counted().key()),
                entry.counted(),
                coverage,
                sources.get(entry.counted().key()));
    return new RankAnswer(
        question.from(),
        question.to(),
        question.zone(),
        new RankAnswer.Days(before.from().toString(), before.to().toString()),
        coverage.coverage(
            RankingQuestions.packetsBySensor(
                connection, period.start(), period.end(), coverage.sensors(), filter)),
        databases(connection, period, coverage.sensors()),
        coverage.simulated(),
        ranked.stream()
            .map(r -> ranked(filled.apply(r.entry()), r.rank(), r.previousRank()))
            .toList(),
        unranked.stream().map(filled).toList());
  }

  private static List<Sensor> sensors(Connection connection, String group) throws SQLException {
    List<Sensor> all = SensorTable.all(connection);
    List<Sensor> asked =
        all.stream().filter(s -> group == null || s.group().equals(group)).toList();
    if (group != null && asked.isEmpty()) {
      throw new IllegalArgumentException(
          "no sensor is of group '"
              + group
              + "'; groups are: "
              + all.stream()
                  .map(Sensor::group)
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    return asked;
  }

  private static <K> List<Entry<K>> entries(
      Connection connection,
      RankingQuestions<K> questions,
      Period period,
      CoverageOfPeriod coverage,
      FlowFilter filter,
      boolean withSources)
      throws SQLException {
    List<Counted<K>> counted =
        questions.packets(connection, period.start(), period.end(), coverage.weights(), filter);
    if (!withSources) {
      return counted.stream().map(one -> new Entry<>(one, new Sources(0, 0))).toList();
    }
    Map<K, Sources> sources =
        sources(
            connection,
            questions,
            period,
            coverage,
            filter,
            counted.stream().map(Counted::key).toList());
    return counted.stream().map(one -> new Entry<>(one, sources.get(one.key()))).toList();
  }

  private static <K> Map<K, Sources> sources(
      Connection connection,
      RankingQuestions<K> questions,
      Period period,
      CoverageOfPeriod coverage,
      FlowFilter filter,
      Collection<K> keys)
      throws SQLException {
    return questions.sources(
        connection,
        period.start(),
        period.end(),
        coverage.sensors(),
        filter,
        keys,
        coverage.folded());
  }

  private static <K> List<K> keys(List<Ranking.Ranked<Entry<K>>> ranked, List<Entry<K>> unranked) {
    List<K> keys = new ArrayList<>();
    ranked.forEach(r -> keys.add(r.entry().counted().key()));
    unranked.forEach(entry -> keys.add(entry.counted().key()));
    return keys;
  }

  private static boolean isRanked(Entry<?> entry) {
    return !entry.counted().key().equals(Origin.SPECIAL)
        && !entry.counted().key().equals(Origin.UNKNOWN)
        && !entry.counted().key().equals(Origin.UNATTRIBUTED);
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

  private RankAnswer.Row portRow(PortKey key) {
    String protocol = PortWords.protocol(key.protocol());
    return new RankAnswer.Row(
        null,
        protocol == null ? (Object) key.protocol() : protocol,
        key.port() < 0 ? null : key.port(),
        key.icmpType() < 0 ? null : key.icmpType(),
        null,
        protocol == null || key.port() < 0 ? null : services.of(protocol, key.port()),
        null,
        0,
        null,
        null,
        0,
        0,
        null);
  }

  private static RankAnswer.Row row(String country) {
    return new RankAnswer.Row(
        null, null, null, null, null, null, country, 0, null, null, 0, 0, null);
  }

  private static RankAnswer.Row fill(
      RankAnswer.Row row, Counted<?> counted, CoverageOfPeriod coverage, Sources sources) {
    return new RankAnswer.Row(
        row.rank(),
        row.protocol(),
        row.port(),
        row.type(),
        row.code(),
        row.service(),
        row.country(),
        counted.packets(),
        coverage.hasRate() ? CoverageOfPeriod.rounded(counted.rate()) : null,
        coverage.hasRateIpv6() ? CoverageOfPeriod.rounded(counted.rateIpv6()) : null,
        sources.count(),
        sources.error(),
        null);
  }

  private static RankAnswer.Row ranked(RankAnswer.Row row, int rank, Integer previousRank) {
    return new RankAnswer.Row(
        rank,
        row.protocol(),
        row.port(),
        row.type(),
        row.code(),
        row.service(),
        row.country(),
        row.packets(),
        row.rate(),
        row.rateIpv6(),
        row.sources(),
        row.sourcesError(),
        previousRank);
  }
}
