// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.teiten.central.store.Counted;
import org.teiten.central.store.DeadlineConnection;
import org.teiten.central.store.ExpiredRowsException;
import org.teiten.central.store.Expiry;
import org.teiten.central.store.RankKey;
import org.teiten.central.store.RankingQuestions;
import org.teiten.central.store.RankingQuestions.Packets;
import org.teiten.central.store.RankingQuestions.Sources;
import org.teiten.support.lifecycle.Beside;

/**
 * The keys of a period in their order, with their previous ranks, and those without rank. The
 * period before is asked about beside it, on a connection of its own.
 */
final class KeysInOrder<K extends Comparable<? super K>> {
  /** A key with all that it may be ranked by. */
  record Entry<K>(Counted<K> counted, Sources sources) {}

  private record Before<K>(List<Entry<K>> entries, RankAnswer.Before told) {}

  private final RankQuestion question;
  private final AskedSensors sensors;
  private final Subject<K> subject;
  private final RankingQuestions<K> store;
  private final Instant now;

  /** Sums are cheap to read again for the few keys that are shown; rows are not. */
  private final boolean again;

  private CoverageOfPeriod coverage;
  private RankingQuestions.Seen seen;
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
    this.store = RankingQuestions.by(subject.key());
    this.now = now;
    this.again = question.by() != RankBy.RATE && store.rolledUp(question.filter());
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
      List<Entry<K>> current = keys.ask(connection);
      keys.put(current, before.result(SQLException.class));
    }
    return keys;
  }

  private Before<K> askBefore(Connection connection) throws SQLException {
    Period period = question.period().previous();
    CoverageOfPeriod covered = coverage(connection, period);
    RankingQuestions.Seen asked = seen(period, covered);
    try {
      List<Entry<K>> entries;
      if (sketchesFirst(connection, asked)) {
        Map<K, Sources> most = mostSources(connection, asked, Ranking.PREVIOUS_LIMIT);
        entries = entries(alone(connection, period, most.keySet()), most);
      } else if (question.by() == RankBy.RATE) {
        entries = entries(connection, asked, rates(connection, period, covered, null).byKey());
      } else {
        entries = entries(connection, asked, alone(connection, period, null));
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
    Period period = question.period();
    if (question.by() == RankBy.PACKETS && again) {
      try (Beside<List<Counted<K>>> alone =
          DeadlineConnection.beside("packets", connection, own -> alone(own, period, null))) {
        observe(connection);
        return entries(connection, seen, alone.result(SQLException.class));
      }
    }
    observe(connection);
    if (sketchesFirst(connection, seen)) {
      Map<K, Sources> most = mostSources(connection, seen, question.limit());
      rated = rates(connection, period, coverage, most.keySet()).byKey();
      return entries(rated, most);
    }
    if (again) {
      return entries(connection, seen, alone(connection, period, null));
    }
    Packets<K> packets = rates(connection, period, coverage, null);
    rated = packets.byKey();
    bySensor = packets.bySensor();
    return entries(connection, seen, rated);
  }

  private void observe(Connection connection) throws SQLException {
    coverage = coverage(connection, question.period());
    seen = seen(question.period(), coverage);
    if (again) {
      bySensor = packetsBySensor(connection, question, sensors);
    }
  }

  private void put(List<Entry<K>> current, Before<K> previous) {
    ranked =
        Ranking.rank(
            current.stream().filter(this::isRanked).toList(),
            previous.entries().stream().filter(this::isRanked).toList(),
            entry -> entry.counted().key(),
            entry -> measure(entry, question.by()),
            question.limit());
    unranked =
        current.stream()
            .filter(entry -> !isRanked(entry))
            .sorted((a, b) -> a.counted().key().compareTo(b.counted().key()))
            .toList();
    before = previous.told();
  }

  private CoverageOfPeriod coverage(Connection connection, Period period) throws SQLException {
    return CoverageOfPeriod.of(connection, period, sensors.sensors(), now);
  }

  private Packets<K> rates(
      Connection connection, Period period, CoverageOfPeriod covered, Collection<K> keys)
      throws SQLException {
    return store.packets(
        connection, period.start(), period.end(), covered.weights(), question.filter(), keys);
  }

  /** Packets by key, without rates. */
  private List<Counted<K>> alone(Connection connection, Period period, Collection<K> keys)
      throws SQLException {
    return store
        .packetsAlone(
            connection,
            period.start(),
            period.end(),
            sensors.numbersOrAll(),
            question.filter(),
            keys)
        .entrySet()
        .stream()
        .map(one -> new Counted<>(one.getKey(), one.getValue(), 0, 0, 0))
        .toList();
  }

  /** Packets of a question's period by number of the sensor. */
  static Map<Integer, Long> packetsBySensor(
      Connection connection, RankQuestion question, AskedSensors sensors) throws SQLException {
    Period period = question.period();
    return RankingQuestions.by(RankKey.SENSORS)
        .packetsAlone(
            connection,
            period.start(),
            period.end(),
            sensors.numbersOrAll(),
            question.filter(),
            null);
  }

  /** Whether sketches tell the keys that come first, so that nobody else's packets are summed. */
  private boolean sketchesFirst(Connection connection, RankingQuestions.Seen asked)
      throws SQLException {
    return question.by() == RankBy.SOURCES && store.knownToSketches(connection, asked);
  }

  private Map<K, Sources> mostSources(Connection connection, RankingQuestions.Seen asked, int first)
      throws SQLException {
    return store.mostSources(connection, asked, subject.ranked(), first);
  }

  /** Keys with what they are ranked by. */
  private List<Entry<K>> entries(
      Connection connection, RankingQuestions.Seen asked, List<Counted<K>> counted)
      throws SQLException {
    if (question.by() != RankBy.SOURCES) {
      return counted.stream().map(one -> new Entry<>(one, new Sources(0, 0))).toList();
    }
    Map<K, Sources> sources =
        store.sources(connection, asked, counted.stream().map(Counted::key).toList());
    if (sources.isEmpty() && !counted.isEmpty()) {
      Expiry.of(connection)
          .requireRaw(asked.from(), "distinct sources of " + question.subject().label());
    }
    return entries(counted, sources);
  }

  private static <K> List<Entry<K>> entries(List<Counted<K>> counted, Map<K, Sources> sources) {
    return counted.stream()
        .filter(one -> sources.containsKey(one.key()))
        .map(one -> new Entry<>(one, sources.get(one.key())))
        .toList();
  }

  private RankingQuestions.Seen seen(Period period, CoverageOfPeriod covered) {
    return new RankingQuestions.Seen(
        period.start(),
        period.end(),
        sensors.numbersOrAll(),
        question.filter(),
        covered.rows(),
        covered.folded());
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
    List<Counted<K>> counted =
        rated == null ? rates(connection, question.period(), coverage, keys()).byKey() : rated;
    return counted.stream().collect(Collectors.toMap(Counted::key, Function.identity()));
  }

  /** Distinct sources of its keys, empty if they are not known any more. */
  Map<K, Sources> sources(Connection connection) throws SQLException {
    if (question.by() != RankBy.SOURCES) {
      return store.sources(connection, seen, keys());
    }
    Map<K, Sources> sources = new HashMap<>();
    ranked.forEach(one -> sources.put(one.entry().counted().key(), one.entry().sources()));
    unranked.forEach(one -> sources.put(one.counted().key(), one.sources()));
    return sources;
  }
}
