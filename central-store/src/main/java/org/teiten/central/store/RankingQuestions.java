// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What rankings are made of: packets and sources of a period by key.
 *
 * @param <K> a port, a country, the number of an AS or sensor, a fingerprint
 */
public final class RankingQuestions<K> {
  /** Past so many rows of a period, distinct sources come from sketches where there are any. */
  public static final long EXACT_ROWS = 4_000_000;

  private static final int LISTED_KEYS = 1_000;
  private static final int FIRST_LOOK = 2;
  private static final Set<String> CLASS_ALONE = Set.of("class");

  /** What sums of sketches' numbers may be too small by: ten standard errors of one. */
  private static final double SLACK = 0.16;

  /** Distinct sources and by how much that number may be wrong. */
  public record Sources(long count, long error) {}

  /** Packets of a period, by key and by the number of the sensor. */
  public record Packets<K>(List<Counted<K>> byKey, Map<Integer, Long> bySensor) {}

  /**
   * Which packets' sources are asked for.
   *
   * @param to exclusive
   * @param sensors only these, null for all
   * @param rows of the period: past {@link #EXACT_ROWS} sources are estimated where they can be
   * @param folded whether there are rows without source at all
   */
  public record Seen(
      Instant from,
      Instant to,
      Collection<Integer> sensors,
      FlowFilter filter,
      long rows,
      boolean folded) {
    private String conditions() {
      return filter.conditions() + SensorTable.among(sensors);
    }
  }

  private final RankKey<K> key;
  private final boolean rollups;
  private final long exactRows;

  private RankingQuestions(RankKey<K> key, boolean rollups, long exactRows) {
    this.key = key;
    this.rollups = rollups;
    this.exactRows = exactRows;
  }

  /** Questions answered from rollups where they can be. */
  public static <K> RankingQuestions<K> by(RankKey<K> key) {
    return new RankingQuestions<>(key, true, EXACT_ROWS);
  }

  /**
   * Questions that read raw rows, or sketches, as told.
   *
   * @param rollups whether packets may come from rollups
   * @param exactRows past so many rows of a period sources come from sketches
   */
  static <K> RankingQuestions<K> by(RankKey<K> key, boolean rollups, long exactRows) {
    return new RankingQuestions<>(key, rollups, exactRows);
  }

  /** Packets of the period by key and by sensor, in no order. */
  public Packets<K> packets(
      Connection connection,
      Instant from,
      Instant to,
      Collection<SensorWeight> sensors,
      FlowFilter filter)
      throws SQLException {
    return packets(connection, from, to, sensors, filter, null);
  }

  /**
   * Packets of the period by key and by sensor, in no order.
   *
   * @param keys only these, null for all
   */
  public Packets<K> packets(
      Connection connection,
      Instant from,
      Instant to,
      Collection<SensorWeight> sensors,
      FlowFilter filter,
      Collection<K> keys)
      throws SQLException {
    RankKey<K> asked = asked(keys);
    String text =
        Sql.of(
            "packets_by_key",
            "key",
            asked.expression(),
            "keys",
            among(keys),
            "rows",
            rows(connection, from, to, asked, filter));
    String weights =
        sensors.stream()
            .map(
                s ->
                    "{'sensor':"
                        + s.sensor()
                        + ",'weight_ipv4':"
                        + s.ipv4()
                        + ",'weight_ipv6':"
                        + s.ipv6()
                        + "}")
            .collect(Collectors.joining(",", "[", "]"));
    Packets<K> packets = new Packets<>(new ArrayList<>(), new HashMap<>());
    try (PreparedStatement query = connection.prepareStatement(text)) {
      query.setString(1, weights);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          int sensor = row.getInt(6);
          if (row.wasNull()) {
            packets
                .byKey()
                .add(
                    new Counted<>(
                        key.of(row),
                        row.getLong(2),
                        row.getDouble(3),
                        row.getDouble(4),
                        row.getInt(5)));
          } else {
            packets.bySensor().put(sensor, row.getLong(2));
          }
        }
      }
    }
    return packets;
  }

  /**
   * Packets of the period by key alone: the sensors need not be told apart for it.
   *
   * @param sensors only these, null for all
   * @param keys only these, null for all
   */
  public Map<K, Long> packetsAlone(
      Connection connection,
      Instant from,
      Instant to,
      Collection<Integer> sensors,
      FlowFilter filter,
      Collection<K> keys)
      throws SQLException {
    RankKey<K> asked = asked(keys);
    String text =
        Sql.of(
            "packets_by_key_alone",
            "key",
            asked.expression(),
            "rows",
            rows(connection, from, to, asked, filter),
            "conditions",
            SensorTable.among(sensors) + among(keys));
    Map<K, Long> packets = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(text)) {
      while (row.next()) {
        packets.put(key.of(row), row.getLong(2));
      }
    }
    return packets;
  }

  /** Whether packets come from sums, which are quick to read. */
  public boolean rolledUp(FlowFilter filter) {
    return Rollup.suited(key.columns(), filter, rollups).isPresent();
  }

  private String rows(
      Connection connection, Instant from, Instant to, RankKey<K> asked, FlowFilter filter)
      throws SQLException {
    return Rollup.rows(from, to, asked.columns(), filter, rollups, Expiry.of(connection));
  }

  private String among(Collection<K> keys) {
    return isListed(keys) ? key.among(keys) : "";
  }

  private RankKey<K> asked(Collection<K> keys) {
    return isListed(keys) ? key.of(keys) : key;
  }

  private static boolean isListed(Collection<?> keys) {
    return keys != null && !keys.isEmpty() && keys.size() <= LISTED_KEYS;
  }

  /**
   * Distinct sources of the period by key.
   *
   * @param keys those asked for
   * @return empty if they cannot be told any more
   */
  public Map<K, Sources> sources(Connection connection, Seen seen, Collection<K> keys)
      throws SQLException {
    if (keys.isEmpty()) {
      return Map.of();
    }
    Expiry expiry = Expiry.of(connection);
    if (expiry.raw(seen.from()) && (!hasSketches(seen, expiry) || seen.folded())) {
      return Map.of();
    }
    RankKey<K> asked = asked(keys);
    String conditions = seen.conditions() + among(keys);
    Map<K, MergedSources> merged = new HashMap<>();
    if (seen.folded()) {
      addFolded(connection, asked, seen, conditions, merged);
    }
    Map<K, Long> exact = Map.of();
    if (sketched(seen, expiry)) {
      sketches(connection, asked, seen, conditions, expiry).add(keys, merged);
    } else {
      exact = exact(connection, asked, seen, conditions);
    }
    Map<K, Sources> answer = new HashMap<>();
    for (K one : keys) {
      MergedSources more = merged.getOrDefault(one, new MergedSources());
      answer.put(one, more.with(exact.getOrDefault(one, 0L)));
    }
    return answer;
  }

  /** Whether packets and distinct sources both come from rows, and every row has a source. */
  public boolean ofRows(Connection connection, Seen seen) throws SQLException {
    return !rolledUp(seen.filter()) && !seen.folded() && !sketched(seen, Expiry.of(connection));
  }

  /** Whether sketches know every key of the period, and its distinct sources. */
  public boolean knownToSketches(Connection connection, Seen seen) throws SQLException {
    return !seen.folded()
        && CLASS_ALONE.containsAll(seen.filter().columns())
        && sketched(seen, Expiry.of(connection));
  }

  /**
   * Distinct sources, out of sketches alone, of keys that may be among the first by them: each
   * sketch that is merged costs time. Keys may be among them that the period holds nothing of.
   *
   * @param seen as {@link #knownToSketches} allows
   * @param ranked which keys are in the order; all others are among the answer
   * @param first how many
   */
  public Map<K, Sources> mostSources(
      Connection connection, Seen seen, Predicate<K> ranked, int first) throws SQLException {
    SketchedSources<K> sketches =
        sketches(connection, key, seen, seen.conditions(), Expiry.of(connection));
    List<K> others = new ArrayList<>();
    List<Map.Entry<K, Long>> atMost = new ArrayList<>();
    for (Map.Entry<K, Long> one : sketches.atMost().entrySet()) {
      if (ranked.test(one.getKey())) {
        atMost.add(one);
      } else {
        others.add(one.getKey());
      }
    }
    atMost.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    int enough = Math.min(atMost.size(), FIRST_LOOK * first);
    List<K> asked = new ArrayList<>(others);
    asked.addAll(keys(atMost.subList(0, enough)));
    Map<K, Sources> answer = new HashMap<>(sources(connection, seen, asked));
    long last =
        answer.entrySet().stream()
            .filter(one -> ranked.test(one.getKey()))
            .map(one -> one.getValue().count())
            .sorted(Comparator.reverseOrder())
            .skip(first - 1)
            .findFirst()
            .orElse(0L);
    int likely = enough;
    while (likely < atMost.size() && atMost.get(likely).getValue() * (1 + SLACK) >= last) {
      likely++;
    }
    answer.putAll(sources(connection, seen, keys(atMost.subList(enough, likely))));
    return answer;
  }

  private static <K> List<K> keys(List<Map.Entry<K, Long>> entries) {
    return entries.stream().map(Map.Entry::getKey).toList();
  }

  private boolean sketched(Seen seen, Expiry expiry) {
    return hasSketches(seen, expiry) && (expiry.raw(seen.from()) || seen.rows() > exactRows);
  }

  private boolean hasSketches(Seen seen, Expiry expiry) {
    return seen.sensors() == null
        && key.isOwn(seen.filter())
        && !seen.from().isBefore(expiry.sketches(key));
  }

  private SketchedSources<K> sketches(
      Connection connection, RankKey<K> asked, Seen seen, String conditions, Expiry expiry) {
    return new SketchedSources<>(
        connection,
        asked,
        seen.from(),
        seen.to(),
        seen.filter().trafficClass(),
        conditions,
        expiry);
  }

  private Map<K, Long> exact(Connection connection, RankKey<K> asked, Seen seen, String conditions)
      throws SQLException {
    Map<K, Long> exact = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(text("sources_by_key", asked, seen, conditions))) {
      while (row.next()) {
        exact.put(key.of(row), row.getLong(2));
      }
    }
    return exact;
  }

  private void addFolded(
      Connection connection,
      RankKey<K> asked,
      Seen seen,
      String conditions,
      Map<K, MergedSources> merged)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(text("folded_sources_by_key", asked, seen, conditions))) {
      while (row.next()) {
        merged
            .computeIfAbsent(key.of(row), one -> new MergedSources())
            .add(row.getBytes(3), row.getLong(2));
      }
    }
  }

  private String text(String question, RankKey<K> asked, Seen seen, String conditions) {
    return Sql.of(
        question,
        "key",
        asked.expression(),
        "from",
        Sql.literal(seen.from()),
        "to",
        Sql.literal(seen.to()),
        "conditions",
        conditions);
  }
}
