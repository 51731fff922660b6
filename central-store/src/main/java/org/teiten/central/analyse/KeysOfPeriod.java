// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.teiten.central.store.Counted;
import org.teiten.central.store.Expiry;
import org.teiten.central.store.RankKey;
import org.teiten.central.store.RankingQuestions;
import org.teiten.central.store.RankingQuestions.Packets;
import org.teiten.central.store.RankingQuestions.Sources;

/** What the store knows of a question's keys in one period; first, what was observed in it. */
final class KeysOfPeriod<K> {
  /** A key with all that it may be ranked by. */
  record Entry<K>(Counted<K> counted, Sources sources) {}

  private final RankQuestion question;
  private final AskedSensors sensors;
  private final Period period;
  private final Predicate<K> ranked;
  private final RankingQuestions<K> store;

  private CoverageOfPeriod coverage;
  private RankingQuestions.Seen seen;

  /**
   * Asks nothing yet.
   *
   * @param key what the store is asked by
   * @param ranked whether a key has a rank at all
   */
  KeysOfPeriod(
      RankQuestion question,
      AskedSensors sensors,
      Period period,
      RankKey<K> key,
      Predicate<K> ranked) {
    this.question = question;
    this.sensors = sensors;
    this.period = period;
    this.ranked = ranked;
    this.store = RankingQuestions.by(key);
  }

  /**
   * Asks what was observed.
   *
   * @param now what lies after it is not expected yet
   */
  CoverageOfPeriod observe(Connection connection, Instant now) throws SQLException {
    coverage = CoverageOfPeriod.of(connection, period, sensors.sensors(), now);
    seen =
        new RankingQuestions.Seen(
            period.start(),
            period.end(),
            sensors.numbersOrAll(),
            question.filter(),
            coverage.rows(),
            coverage.folded());
    return coverage;
  }

  /** Whether packets come from sums. */
  boolean rolledUp() {
    return store.rolledUp(question.filter());
  }

  /**
   * Packets with rates, of keys and of sensors.
   *
   * @param keys only these, null for all
   */
  Packets<K> rates(Connection connection, Collection<K> keys) throws SQLException {
    return store.packets(
        connection, period.start(), period.end(), coverage.weights(), question.filter(), keys);
  }

  /**
   * Packets by key, without rates; needs not know what was observed.
   *
   * @param keys only these, null for all
   */
  Map<K, Long> packets(Connection connection, Collection<K> keys) throws SQLException {
    return store.packetsAlone(
        connection, period.start(), period.end(), sensors.numbersOrAll(), question.filter(), keys);
  }

  /** The same, as keys that were counted. */
  List<Counted<K>> alone(Connection connection, Collection<K> keys) throws SQLException {
    return packets(connection, keys).entrySet().stream()
        .map(one -> new Counted<>(one.getKey(), one.getValue(), 0, 0, 0))
        .toList();
  }

  /** Whether sketches tell the keys that come first, so that nobody else's packets are summed. */
  boolean sketchesFirst(Connection connection) throws SQLException {
    return question.by() == RankBy.SOURCES && store.knownToSketches(connection, seen);
  }

  /** Whether packets and distinct sources both come from rows. */
  boolean ofRows(Connection connection) throws SQLException {
    return store.ofRows(connection, seen);
  }

  /** Distinct sources of the keys that may be among the first, out of sketches. */
  Map<K, Sources> mostSources(Connection connection, int first) throws SQLException {
    return store.mostSources(connection, seen, ranked, first);
  }

  /** Distinct sources of keys, empty if they are not known any more. */
  Map<K, Sources> sources(Connection connection, Collection<K> keys) throws SQLException {
    return store.sources(connection, seen, keys);
  }

  /** Keys with what they are ranked by. */
  List<Entry<K>> entries(Connection connection, List<Counted<K>> counted) throws SQLException {
    if (question.by() != RankBy.SOURCES) {
      return counted.stream().map(one -> new Entry<>(one, new Sources(0, 0))).toList();
    }
    Map<K, Sources> sources = sources(connection, counted.stream().map(Counted::key).toList());
    if (sources.isEmpty() && !counted.isEmpty()) {
      Expiry.of(connection)
          .requireRaw(period.start(), "distinct sources of " + question.subject().label());
    }
    return entries(counted, sources);
  }

  /** Counted keys with their sources; those of which either is not known are left out. */
  static <K> List<Entry<K>> entries(List<Counted<K>> counted, Map<K, Sources> sources) {
    return counted.stream()
        .filter(one -> sources.containsKey(one.key()))
        .map(one -> new Entry<>(one, sources.get(one.key())))
        .toList();
  }
}
