// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;

/**
 * What rankings are made of: packets and sources of a period by key.
 *
 * @param <K> {@link PortKey} or a country
 */
public abstract sealed class RankingQuestions<K> {
  private static final int LARGEST_LG_K = 12;

  /** Distinct sources and by how much that number may be wrong. */
  public record Sources(long count, long error) {}

  private final String word;

  private RankingQuestions(String word) {
    this.word = word;
  }

  /** Questions by destination port, or ICMP type. */
  public static RankingQuestions<PortKey> ports() {
    return new Ports();
  }

  /** Questions by source country. */
  public static RankingQuestions<String> countries() {
    return new Countries();
  }

  abstract K key(ResultSet row) throws SQLException;

  abstract int keyColumns();

  abstract Object sourcesKey(K key);

  abstract Object sourcesKey(ResultSet row) throws SQLException;

  /** Packets of the period by key, in no order. */
  public List<Counted<K>> packets(
      Connection connection,
      Instant from,
      Instant to,
      Collection<SensorWeight> sensors,
      FlowFilter filter)
      throws SQLException {
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
    List<Counted<K>> counted = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(Sql.of("packets_by_" + word))) {
      bind(query, from, to, weights, filter);
      try (ResultSet rows = query.executeQuery()) {
        int at = keyColumns();
        while (rows.next()) {
          counted.add(
              new Counted<>(
                  key(rows),
                  rows.getLong(at + 1),
                  rows.getLong(at + 2),
                  rows.getDouble(at + 3),
                  rows.getDouble(at + 4),
                  rows.getLong(at + 5)));
        }
      }
    }
    return counted;
  }

  /**
   * Distinct sources of the period by key.
   *
   * @param keys those asked for
   * @param folded whether there are rows without source at all
   */
  public Map<K, Sources> sources(
      Connection connection,
      Instant from,
      Instant to,
      Collection<Integer> sensors,
      FlowFilter filter,
      Collection<K> keys,
      boolean folded)
      throws SQLException {
    Map<Object, Long> exact = new HashMap<>();
    String asked =
        keys.stream()
            .map(key -> String.valueOf(sourcesKey(key)))
            .collect(Collectors.joining(",", "[", "]"));
    try (PreparedStatement query = connection.prepareStatement(Sql.of("sources_by_" + word))) {
      bind(query, from, to, sensors.toString(), filter);
      query.setString(10, asked);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          exact.put(sourcesKey(rows), rows.getLong(2));
        }
      }
    }
    Map<Object, Sources> estimated =
        folded ? folded(connection, from, to, sensors, filter, asked) : Map.of();
    Map<K, Sources> answer = new HashMap<>();
    for (K key : keys) {
      long known = exact.getOrDefault(sourcesKey(key), 0L);
      Sources more = estimated.getOrDefault(sourcesKey(key), new Sources(0, 0));
      // Some of the folded ones may be among the known.
      answer.put(
          key, new Sources(known + more.count(), more.error() + Math.min(known, more.count())));
    }
    return answer;
  }

  private Map<Object, Sources> folded(
      Connection connection,
      Instant from,
      Instant to,
      Collection<Integer> sensors,
      FlowFilter filter,
      String asked)
      throws SQLException {
    Map<Object, Sources> estimated = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(Sql.of("source_sketches_by_" + word))) {
      bind(query, from, to, sensors.toString(), filter);
      query.setString(10, asked);
      try (ResultSet rows = query.executeQuery()) {
        Object current = null;
        Union union = new Union(LARGEST_LG_K);
        long unsketched = 0;
        while (rows.next()) {
          Object key = sourcesKey(rows);
          if (!key.equals(current)) {
            put(estimated, current, union, unsketched);
            current = key;
            union.reset();
            unsketched = 0;
          }
          HllSketch sketch = sketch(rows.getBytes(3));
          if (sketch == null) {
            unsketched += rows.getLong(2);
          } else {
            union.update(sketch);
          }
        }
        put(estimated, current, union, unsketched);
      }
    }
    return estimated;
  }

  // Null where a sensor sent none, or bytes that are none.
  private static HllSketch sketch(byte[] image) {
    if (image == null) {
      return null;
    }
    try {
      return HllSketch.heapify(Memory.wrap(image));
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static void put(Map<Object, Sources> into, Object key, Union union, long unsketched) {
    if (key != null) {
      double estimate = union.getEstimate();
      long error = Math.round(Math.max(0, union.getUpperBound(2) - estimate)) + unsketched;
      into.put(key, new Sources(Math.round(estimate) + unsketched, error));
    }
  }

  /** Packets of the period by sensor, most first. */
  public static Map<Integer, Long> packetsBySensor(
      Connection connection,
      Instant from,
      Instant to,
      Collection<Integer> sensors,
      FlowFilter filter)
      throws SQLException {
    Map<Integer, Long> packets = new java.util.LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(Sql.of("packets_by_sensor"))) {
      bind(query, from, to, sensors.toString(), filter);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          packets.put(rows.getInt(1), rows.getLong(2));
        }
      }
    }
    return packets;
  }

  private static void bind(
      PreparedStatement query, Instant from, Instant to, String sensors, FlowFilter filter)
      throws SQLException {
    query.setObject(1, SensorTable.utc(from));
    query.setObject(2, SensorTable.utc(to));
    query.setString(3, sensors);
    query.setString(4, filter.trafficClass());
    query.setString(5, filter.country());
    number(query, 6, filter.protocol());
    number(query, 7, filter.port());
    number(query, 8, filter.icmpType());
    number(query, 9, filter.icmpCode());
  }

  private static void number(PreparedStatement query, int at, Integer value) throws SQLException {
    if (value == null) {
      query.setNull(at, Types.INTEGER);
    } else {
      query.setInt(at, value);
    }
  }

  private static final class Ports extends RankingQuestions<PortKey> {
    Ports() {
      super("port");
    }

    @Override
    PortKey key(ResultSet row) throws SQLException {
      int protocol = row.getInt(1);
      int port = row.getInt(2);
      port = row.wasNull() ? -1 : port;
      int type = row.getInt(3);
      return new PortKey(protocol, port, row.wasNull() ? -1 : type);
    }

    @Override
    int keyColumns() {
      return 3;
    }

    @Override
    Object sourcesKey(PortKey key) {
      return key.number();
    }

    @Override
    Object sourcesKey(ResultSet row) throws SQLException {
      return row.getLong(1);
    }
  }

  private static final class Countries extends RankingQuestions<String> {
    Countries() {
      super("country");
    }

    @Override
    String key(ResultSet row) throws SQLException {
      return row.getString(1);
    }

    @Override
    int keyColumns() {
      return 1;
    }

    @Override
    Object sourcesKey(String key) {
      return key;
    }

    @Override
    Object sourcesKey(ResultSet row) throws SQLException {
      return row.getString(1);
    }
  }
}
