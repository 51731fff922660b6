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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What series are made of: packets and sources of keys in buckets of time.
 *
 * @param <K> a port, a country, the number of an AS or sensor, a fingerprint
 */
public final class SeriesQuestions<K> {
  /** Packets of a key in a bucket at a sensor; buckets count from 0. */
  public record BucketPackets<K>(K key, int bucket, int sensor, int ipVersion, long packets) {}

  /** Packets, and distinct sources of each key in all buckets together. */
  public record PacketsAndSources<K>(List<BucketPackets<K>> packets, Map<K, Long> sources) {}

  /** Distinct sources of a key in a bucket. */
  public record BucketSources<K>(K key, int bucket, long sources) {}

  /** What a sensor observed in a bucket. */
  public record BucketObserved(
      int bucket, int sensor, long micros, double daysIpv4, double daysIpv6, long lostPackets) {}

  private final RankKey<K> key;
  private final List<Instant> begins;
  private final Instant end;
  private final boolean rollups;

  /**
   * Questions about buckets that touch.
   *
   * @param begins of each, ascending
   * @param end of the last
   */
  public SeriesQuestions(RankKey<K> key, List<Instant> begins, Instant end) {
    this(key, begins, end, true);
  }

  SeriesQuestions(RankKey<K> key, List<Instant> begins, Instant end, boolean rollups) {
    this.key = key;
    this.begins = List.copyOf(begins);
    this.end = end;
    this.rollups = rollups;
  }

  /**
   * Packets by key, bucket and sensor, in no order; nothing where there are none.
   *
   * @param sensors only these, null for all
   */
  public List<BucketPackets<K>> packets(
      Connection connection, Collection<Integer> sensors, FlowFilter filter, Collection<K> keys)
      throws SQLException {
    List<BucketPackets<K>> packets = new ArrayList<>();
    if (keys.isEmpty()) {
      return packets;
    }
    String text =
        Sql.of(
            "packets_by_bucket",
            "key",
            key.expression(),
            "bucket",
            bucket(cuts(begins, end), "slot"),
            "conditions",
            SensorTable.among(sensors) + key.among(keys),
            "rows",
            Rollup.rowsInBuckets(
                begins, end, key.columns(), filter, rollups, Expiry.of(connection)));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(text)) {
      while (row.next()) {
        packets.add(packets(row));
      }
    }
    return packets;
  }

  /**
   * The same out of rows, and distinct sources, exact, out of the same ones; none of them may be
   * folded.
   *
   * @param sensors only these, null for all
   */
  public PacketsAndSources<K> packetsAndSources(
      Connection connection, Collection<Integer> sensors, FlowFilter filter, Collection<K> keys)
      throws SQLException {
    PacketsAndSources<K> both = new PacketsAndSources<>(new ArrayList<>(), new HashMap<>());
    if (keys.isEmpty()) {
      return both;
    }
    Expiry.of(connection).requireRaw(begins.get(0), "packets and distinct sources");
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                ofRows("packets_and_sources_by_bucket", "slot", sensors, filter, keys))) {
      while (row.next()) {
        row.getInt(2);
        if (row.wasNull()) {
          both.sources().put(key.of(row), row.getLong(5));
        } else {
          both.packets().add(packets(row));
        }
      }
    }
    return both;
  }

  private BucketPackets<K> packets(ResultSet row) throws SQLException {
    return new BucketPackets<>(
        key.of(row), row.getInt(2), row.getInt(3), row.getInt(4), row.getLong(5));
  }

  /**
   * Distinct sources by key and bucket, exact, in no order.
   *
   * @param sensors only these, null for all
   */
  public List<BucketSources<K>> sources(
      Connection connection, Collection<Integer> sensors, FlowFilter filter, Collection<K> keys)
      throws SQLException {
    List<BucketSources<K>> sources = new ArrayList<>();
    if (keys.isEmpty()) {
      return sources;
    }
    Expiry.of(connection).requireRaw(begins.get(0), "distinct sources");
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                ofRows("sources_by_bucket", "interval_start", sensors, filter, keys))) {
      while (row.next()) {
        sources.add(new BucketSources<>(key.of(row), row.getInt(2), row.getLong(3)));
      }
    }
    return sources;
  }

  /** A question that reads rows; of a column that has their time. */
  private String ofRows(
      String question,
      String time,
      Collection<Integer> sensors,
      FlowFilter filter,
      Collection<K> keys) {
    return Sql.of(
        question,
        "key",
        key.expression(),
        "bucket",
        bucket(cuts(begins, end), time),
        "from",
        Sql.literal(begins.get(0)),
        "to",
        Sql.literal(end),
        "conditions",
        filter.conditions() + key.among(keys) + SensorTable.among(sensors));
  }

  /** What sensors observed in each bucket, by bucket and sensor's number. */
  public static Map<Integer, Map<Integer, BucketObserved>> observed(
      Connection connection, List<Instant> begins, Instant end) throws SQLException {
    Map<Integer, Map<Integer, BucketObserved>> observed = new HashMap<>();
    List<Instant> cuts = cuts(begins, end);
    String text =
        Sql.of(
            "coverage_by_bucket",
            "observed",
            ObservedRuns.rows(cuts),
            "from",
            Sql.literal(begins.get(0)),
            "to",
            Sql.literal(end),
            "first_bucket",
            bucket(cuts, "first_instant"),
            "last_bucket",
            bucket(cuts, "last_instant"),
            "begin_bucket",
            bucket(cuts, "interval_start"));
    try (PreparedStatement query = connection.prepareStatement(text)) {
      query.setString(1, list(cuts));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          BucketObserved one =
              new BucketObserved(
                  row.getInt(1),
                  row.getInt(2),
                  row.getLong(3),
                  row.getDouble(4),
                  row.getDouble(5),
                  row.getLong(6));
          observed.computeIfAbsent(one.bucket(), b -> new HashMap<>()).put(one.sensor(), one);
        }
      }
    }
    return observed;
  }

  private static List<Instant> cuts(List<Instant> begins, Instant end) {
    List<Instant> cuts = new ArrayList<>(begins);
    cuts.add(end);
    return cuts;
  }

  /**
   * The number of the bucket in which a column's instant lies: a division where buckets are equally
   * long, by turns where they are not, as around a change to summer time.
   *
   * @param cuts the buckets' begins and the last one's end
   */
  private static String bucket(List<Instant> cuts, String column) {
    int buckets = cuts.size() - 1;
    if (buckets == 1) {
      return "0";
    }
    String at = "epoch_us(" + column + ")";
    StringBuilder cases = new StringBuilder();
    int first = 0;
    while (true) {
      long begin = micros(cuts, first);
      long length = micros(cuts, first + 1) - begin;
      int last = first + 1;
      while (last < buckets && micros(cuts, last + 1) - micros(cuts, last) == length) {
        last++;
      }
      String number = first + " + (" + at + " - " + begin + ") // " + length;
      if (last == buckets) {
        return cases.isEmpty() ? number : "CASE" + cases + " ELSE " + number + " END";
      }
      cases.append(" WHEN ").append(at).append(" < ").append(micros(cuts, last));
      cases.append(" THEN ").append(number);
      first = last;
    }
  }

  private static long micros(List<Instant> cuts, int bucket) {
    return cuts.get(bucket).getEpochSecond() * 1_000_000;
  }

  private static String list(List<Instant> instants) {
    return instants.stream()
        .map(instant -> SensorTable.utc(instant).toString().replace('T', ' '))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
