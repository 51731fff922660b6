// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.teiten.central.analyse.KeysOfPeriod.Entry;
import org.teiten.central.store.Counted;
import org.teiten.central.store.DeadlineConnection;
import org.teiten.central.store.ExpiredRowsException;
import org.teiten.central.store.RankKey;
import org.teiten.central.store.RankingQuestions.Packets;
import org.teiten.central.store.RankingQuestions.Sources;
import org.teiten.support.lifecycle.Beside;

/**
 * The keys of a period in their order, with their previous ranks, and those without rank. The
 * period before is asked about beside it, on a connection of its own.
 */
final class KeysInOrder<K extends Comparable<? super K>> {
  private record Before<K>(List<Entry<K>> entries, RankAnswer.Before told) {}

  private final RankQuestion question;
  private final AskedSensors sensors;
  private final Subject<K> subject;
  private final KeysOfPeriod<K> current;
  private final Instant now;

  /** Sums are cheap to read again for the few keys that are shown; rows are not. */
  private final boolean again;

  private CoverageOfPeriod coverage;
  private Map<Integer, Long> bySensor;

  /** Keys with their rates, null where these are asked for the few that are shown. */
  private List<Counted<K>> rated;

  private List<Ranking.Ranked<Entry<K>>> ranked;
  private List<Entry<K>> unranked;
  private RankAnswer.Before before;

  private KeysInOrder(
      RankQuestion question, AskedSensors sensors, Subject<K> subject, Instant now) {
    this.question = question;
    this.sensors = sensors;
    this.subject = subject;
    this.current =
        new KeysOfPeriod<>(question, sensors, question.period(), subject.key(), subject.ranked());
    this.now = now;
    this.again = question.by() != RankBy.RATE && current.rolledUp();
  }

  /**
   * Asks the store.
   *
   * @param now what lies after it is not expected yet
   */
  static <K extends Comparable<? super K>> KeysInOrder<K> of(
      Connection connection,
      RankQuestion question,
      AskedSensors sensors,
      Subject<K> subject,
      Instant now)
      throws SQLException, IOException {
    KeysInOrder<K> keys = new KeysInOrder<>(question, sensors, subject, now);
    try (Beside<Before<K>> before =
        DeadlineConnection.beside("period before", connection, keys::askBefore)) {
      keys.put(keys.ask(connection), before.result(SQLException.class));
    }
    return keys;
  }

  private Before<K> askBefore(Connection connection) throws SQLException {
    KeysOfPeriod<K> keys =
        new KeysOfPeriod<>(
            question, sensors, question.period().previous(), subject.rankedKey(), subject.ranked());
    CoverageOfPeriod covered = keys.observe(connection, now);
    try {
      List<Entry<K>> entries;
      if (keys.sketchesFirst(connection)) {
        Map<K, Sources> most = keys.mostSources(connection, Ranking.PREVIOUS_LIMIT);
        entries = KeysOfPeriod.entries(keys.alone(connection, most.keySet()), most);
      } else if (question.by() == RankBy.RATE) {
        entries = keys.entries(connection, keys.rates(connection, null).byKey());
      } else {
        entries = keys.entries(connection, keys.alone(connection, null));
      }
      return new Before<>(entries, told(question, covered, false));
    } catch (ExpiredRowsException e) {
      return new Before<>(List.of(), told(question, covered, true));
    }
  }

  /** What an answer tells of the period before. */
  static RankAnswer.Before told(RankQuestion question, CoverageOfPeriod covered, boolean expired) {
    Period period = question.period().previous();
    return new RankAnswer.Before(
        period.from().toString(), period.to().toString(), covered.observing(), expired);
  }

  private List<Entry<K>> ask(Connection connection) throws SQLException, IOException {
    if (question.by() == RankBy.PACKETS && again) {
      try (Beside<List<Counted<K>>> alone =
          DeadlineConnection.beside("packets", connection, own -> current.alone(own, null))) {
        observe(connection);
        return current.entries(connection, alone.result(SQLException.class));
      }
    }
    observe(connection);
    if (current.sketchesFirst(connection)) {
      Map<K, Sources> most = current.mostSources(connection, question.limit());
      rated = current.rates(connection, most.keySet()).byKey();
      return KeysOfPeriod.entries(rated, most);
    }
    if (again) {
      return current.entries(connection, current.alone(connection, null));
    }
    Packets<K> packets = current.rates(connection, null);
    rated = packets.byKey();
    bySensor = packets.bySensor();
    return current.entries(connection, rated);
  }

  private void observe(Connection connection) throws SQLException {
    coverage = current.observe(connection, now);
    if (again) {
      bySensor = packetsBySensor(connection, question, sensors);
    }
  }

  private void put(List<Entry<K>> entries, Before<K> previous) {
    ranked =
        Ranking.rank(
            entries.stream().filter(this::isRanked).toList(),
            previous.entries().stream().filter(this::isRanked).toList(),
            entry -> entry.counted().key(),
            entry -> measure(entry, question.by()),
            question.limit());
    unranked =
        entries.stream()
            .filter(entry -> !isRanked(entry))
            .sorted((a, b) -> a.counted().key().compareTo(b.counted().key()))
            .toList();
    before = previous.told();
  }

  /** Packets of a question's period by number of the sensor. */
  static Map<Integer, Long> packetsBySensor(
      Connection connection, RankQuestion question, AskedSensors sensors) throws SQLException {
    return new KeysOfPeriod<>(question, sensors, question.period(), RankKey.SENSORS, sensor -> true)
        .packets(connection, null);
  }

  private boolean isRanked(Entry<K> entry) {
    return subject.ranked().test(entry.counted().key());
  }

  private static double measure(Entry<?> entry, RankBy by) {
    return switch (by) {
      case PACKETS -> entry.counted().packets();
      case RATE -> CoverageOfPeriod.rounded(entry.counted().rate());
      case SOURCES -> entry.sources().count();
    };
  }

  CoverageOfPeriod coverage() {
    return coverage;
  }

  List<Ranking.Ranked<Entry<K>>> ranked() {
    return ranked;
  }

  List<Entry<K>> unranked() {
    return unranked;
  }

  /** Of the answer's packets, those of each sensor by number. */
  Map<Integer, Long> bySensor() {
    return bySensor;
  }

  RankAnswer.Before before() {
    return before;
  }

  List<K> rankedKeys() {
    return ranked.stream().map(r -> r.entry().counted().key()).toList();
  }

  /** Those with a rank in its order, then those without. */
  List<K> keys() {
    List<K> keys = new ArrayList<>(rankedKeys());
    unranked.forEach(entry -> keys.add(entry.counted().key()));
    return keys;
  }

  /** Packets and rates of its keys. */
  Map<K, Counted<K>> counted(Connection connection) throws SQLException {
    List<Counted<K>> counted = rated == null ? current.rates(connection, keys()).byKey() : rated;
    return counted.stream().collect(Collectors.toMap(Counted::key, Function.identity()));
  }

  /** Whether its packets and its distinct sources both are to come from rows. */
  boolean ofRows(Connection connection) throws SQLException {
    return question.by() != RankBy.SOURCES && current.ofRows(connection);
  }

  /** Distinct sources of its keys, empty if they are not known any more. */
  Map<K, Sources> sources(Connection connection) throws SQLException {
    if (question.by() != RankBy.SOURCES) {
      return current.sources(connection, keys());
    }
    Map<K, Sources> sources = new HashMap<>();
    ranked.forEach(one -> sources.put(one.entry().counted().key(), one.entry().sources()));
    unranked.forEach(one -> sources.put(one.counted().key(), one.sources()));
    return sources;
  }
}
