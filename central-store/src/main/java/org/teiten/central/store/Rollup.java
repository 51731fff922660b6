// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table of sums over whole UTC hours or days and some columns. Zones that are whole hours from
 * UTC find the bounds of their days in it; of others the edges come from raw rows.
 */
enum Rollup {
  // The smallest first: a question takes the first that has its columns.
  FINGERPRINTS("hours_by_fingerprint", "hour", "class, fingerprint"),
  PORTS("hours_by_port", "hour", "class, protocol, port, icmp_type, icmp_code"),
  COUNTRIES("hours_by_country", "hour", "class, country"),
  NETWORKS("days_by_network", "day", "class, country, asn");

  private final String table;
  private final String unit;
  private final String columns;

  Rollup(String table, String unit, String columns) {
    this.table = table;
    this.unit = unit;
    this.columns = columns;
  }

  String table() {
    return table;
  }

  /** The smallest one with all these columns. */
  static Optional<Rollup> with(Set<String> asked) {
    for (Rollup rollup : values()) {
      if (List.of(rollup.columns.split(", ")).containsAll(asked)) {
        return Optional.of(rollup);
      }
    }
    return Optional.empty();
  }

  /**
   * Rows of buckets that touch, by the smallest rollup that has the columns and whose slots reach
   * over no bound between two buckets; out of raw rows if there is none. The period's own ends may
   * lie anywhere.
   *
   * @param begins of the buckets, ascending
   * @param end of the last
   * @param columns that the rows shall have
   * @param rollups whether they may be used
   */
  static String rows(
      List<Instant> begins, Instant end, Set<String> columns, FlowFilter filter, boolean rollups) {
    Set<String> all = new HashSet<>(columns);
    all.addAll(filter.columns());
    Instant from = begins.get(0);
    return (rollups ? with(all) : Optional.<Rollup>empty())
        .filter(one -> begins.stream().skip(1).allMatch(b -> one.floor(b).equals(b)))
        .map(one -> one.rows(from, end, columns, filter.conditions()))
        .orElseGet(() -> raw(from, end, columns, filter.conditions()));
  }

  Duration slot() {
    return unit.equals("hour") ? Duration.ofHours(1) : Duration.ofDays(1);
  }

  /** The first slot that begins at an instant or later. */
  Instant ceiling(Instant instant) {
    Instant floor = floor(instant);
    return floor.equals(instant) ? instant : floor.plus(slot());
  }

  /** The last slot that begins at an instant or before. */
  Instant floor(Instant instant) {
    long seconds = slot().toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
  }

  /** Adds batches that are not in it yet. */
  String addition(long after, long upTo) {
    return Sql.of(
        "roll_up",
        "rollup",
        table,
        "unit",
        unit,
        "columns",
        columns,
        "after",
        Long.toString(after),
        "up_to",
        Long.toString(upTo));
  }

  /**
   * Rows of [from, to) out of whole slots, and the rest out of raw rows.
   *
   * @param columns that the rows shall have
   * @param conditions beginning with AND
   */
  String rows(Instant from, Instant to, Set<String> columns, String conditions) {
    Instant wholeFrom = ceiling(from);
    Instant wholeTo = floor(to);
    if (!wholeFrom.isBefore(wholeTo)) {
      return raw(from, to, columns, conditions);
    }
    return Sql.of(
        "rows_of_rollup",
        "rollup",
        table,
        "columns",
        list(columns),
        "from",
        Sql.literal(wholeFrom),
        "to",
        Sql.literal(wholeTo),
        "conditions",
        conditions,
        "before",
        raw(from, wholeFrom, columns, conditions),
        "after",
        raw(wholeTo, to, columns, conditions),
        "newer",
        raw(wholeFrom, wholeTo, columns, conditions)
            + " AND batch > (SELECT batch FROM rolled_up)");
  }

  /** Rows of [from, to) out of raw rows. */
  static String raw(Instant from, Instant to, Set<String> columns, String conditions) {
    return Sql.of(
        "rows_of_flows",
        "columns",
        list(columns),
        "from",
        Sql.literal(from),
        "to",
        Sql.literal(to),
        "conditions",
        conditions);
  }

  private static String list(Set<String> columns) {
    Set<String> all = new LinkedHashSet<>();
    columns.stream().sorted().forEach(all::add);
    return all.isEmpty() ? "" : String.join(", ", all) + ",";
  }
}
