// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Sums over some columns: a table for whole UTC hours, one for days, one for months. A period is
 * put together of the fewest slots, some of them taken away again: the second quarter of Tokyo is
 * April, May and June, and nine hours before, without the last nine. Zones that are whole hours
 * from UTC need no raw rows for it; of others the edges come from raw rows.
 */
enum Rollup {
  // The smallest first: a question takes the first that has its columns.
  FINGERPRINTS("fingerprint", Slot.HOUR, "class, fingerprint", ""),
  // In order, for hours of many ports are many rows, and a series is of few ports.
  PORTS("port", Slot.HOUR, "class, protocol, port, icmp_type, icmp_code", "protocol, port"),
  COUNTRIES("country", Slot.HOUR, "class, country", ""),
  // An hour has hardly fewer networks than packets.
  NETWORKS("network", Slot.DAY, "class, country, asn", "");

  private final String name;
  private final Slot finest;
  private final String columns;
  private final String order;

  Rollup(String name, Slot finest, String columns, String order) {
    this.name = name;
    this.finest = finest;
    this.columns = columns;
    this.order = order;
  }

  /** Slots of one size that touch, added or taken away. */
  private record Piece(Slot slot, Instant from, Instant to, boolean added) {}

  String table(Slot slot) {
    return slot.label() + "s_by_" + name;
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
   * Rows of a period by the smallest rollup that has the columns; out of raw rows if there is none.
   * A row of packets below zero takes away from others of its key: sums are right, single rows need
   * not lie in the period.
   *
   * @param columns that the rows shall have
   * @param rollups whether they may be used
   * @param expiry what is gone
   * @throws ExpiredRowsException if the rows are
   */
  static String rows(
      Instant from,
      Instant to,
      Set<String> columns,
      FlowFilter filter,
      boolean rollups,
      Expiry expiry) {
    return suited(columns, filter, rollups)
        .map(
            one ->
                one.rows(
                    one.pieces(one.finest.ceiling(from), one.finest.floor(to), Slot.MONTH),
                    from,
                    to,
                    columns,
                    filter.conditions(),
                    expiry))
        .orElseGet(() -> raw(from, to, columns, filter.conditions(), expiry));
  }

  /**
   * Rows of buckets that touch: each lies in its bucket, for no slot reaches over a bound between
   * two. The first bucket's begin and the last one's end may lie anywhere.
   *
   * @param begins of the buckets, ascending
   * @param end of the last
   * @param columns that the rows shall have
   * @param rollups whether they may be used
   * @param expiry what is gone
   * @throws ExpiredRowsException if the rows are
   */
  static String rowsInBuckets(
      List<Instant> begins,
      Instant end,
      Set<String> columns,
      FlowFilter filter,
      boolean rollups,
      Expiry expiry) {
    Instant from = begins.get(0);
    List<Instant> between = begins.subList(1, begins.size());
    return suited(columns, filter, rollups)
        .filter(one -> one.finest.bounds(between))
        .map(
            one -> {
              Slot slot = Slot.DAY.bounds(between) ? Slot.DAY : one.finest;
              Instant first = one.finest.ceiling(from);
              Instant last = one.finest.floor(end);
              return one.rows(
                  one.plain(first, last, slot), from, end, columns, filter.conditions(), expiry);
            })
        .orElseGet(() -> raw(from, end, columns, filter.conditions(), expiry));
  }

  /** The smallest rollup that a question can be answered from, if there is any. */
  static Optional<Rollup> suited(Set<String> columns, FlowFilter filter, boolean rollups) {
    Set<String> all = new HashSet<>(columns);
    all.addAll(filter.columns());
    return rollups ? with(all) : Optional.empty();
  }

  /** The fewest slots, those of a size and below. */
  private List<Piece> pieces(Instant from, Instant to, Slot size) {
    List<Piece> pieces = new ArrayList<>();
    if (!from.isBefore(to)) {
      return pieces;
    }
    if (size == finest) {
      pieces.add(new Piece(size, from, to, true));
      return pieces;
    }
    Slot smaller = Slot.values()[size.ordinal() - 1];
    Instant first = size.nearest(from);
    Instant last = size.nearest(to);
    if (!first.isBefore(last)) {
      return pieces(from, to, smaller);
    }
    pieces.add(new Piece(size, first, last, true));
    pieces.addAll(edge(from, first, smaller));
    pieces.addAll(edge(last, to, smaller));
    return pieces;
  }

  /** What lies from one instant to the other: taken away where that is back in time. */
  private List<Piece> edge(Instant from, Instant to, Slot size) {
    if (!to.isBefore(from)) {
      return pieces(from, to, size);
    }
    return pieces(to, from, size).stream()
        .map(one -> new Piece(one.slot, one.from, one.to, !one.added))
        .toList();
  }

  /** Slots of one size, smaller ones at the edges, none taken away. */
  private List<Piece> plain(Instant from, Instant to, Slot size) {
    List<Piece> pieces = new ArrayList<>();
    Instant first = size.ceiling(from);
    Instant last = size.floor(to);
    if (size == finest || !first.isBefore(last)) {
      if (from.isBefore(to)) {
        pieces.add(new Piece(finest, from, to, true));
      }
      return pieces;
    }
    pieces.addAll(plain(from, first, finest));
    pieces.add(new Piece(size, first, last, true));
    pieces.addAll(plain(last, to, finest));
    return pieces;
  }

  private String rows(
      List<Piece> pieces,
      Instant from,
      Instant to,
      Set<String> asked,
      String conditions,
      Expiry expiry) {
    Instant wholeFrom = finest.ceiling(from);
    Instant wholeTo = finest.floor(to);
    if (pieces.isEmpty()) {
      return raw(from, to, asked, conditions, expiry);
    }
    expiry.requireRollups(from);
    List<String> parts = new ArrayList<>();
    for (Piece piece : pieces) {
      parts.add(
          Sql.of(
              "rows_of_rollup",
              "rollup",
              table(piece.slot),
              "sign",
              piece.added ? "" : "-",
              "columns",
              list(asked),
              "from",
              Sql.literal(piece.from),
              "to",
              Sql.literal(piece.to),
              "conditions",
              conditions));
    }
    if (from.isBefore(wholeFrom)) {
      parts.add(raw(from, wholeFrom, asked, conditions, expiry));
    }
    if (wholeTo.isBefore(to)) {
      parts.add(raw(wholeTo, to, asked, conditions, expiry));
    }
    parts.add(
        raw(wholeFrom, wholeTo, asked, conditions) + " AND batch > (SELECT batch FROM rolled_up)");
    return String.join("\nUNION ALL\n", parts);
  }

  /** Rows of [from, to) out of raw rows, which must all be there. */
  private static String raw(
      Instant from, Instant to, Set<String> columns, String conditions, Expiry expiry) {
    expiry.requireRaw(
        from, "packets by " + (columns.isEmpty() ? "sensor" : new TreeSet<>(columns)));
    return raw(from, to, columns, conditions);
  }

  private static String raw(Instant from, Instant to, Set<String> columns, String conditions) {
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
    return columns.isEmpty() ? "" : String.join(", ", new TreeSet<>(columns)) + ",";
  }

  /** Its tables. */
  List<String> tables() {
    return slots().stream().map(this::table).toList();
  }

  /** Its slots, the finest first. */
  List<Slot> slots() {
    return Stream.of(Slot.values()).filter(slot -> slot.compareTo(finest) >= 0).toList();
  }

  /** The temporary table of what a step adds to slots of a size. */
  static String rolling(Slot slot) {
    return "rolling_" + slot.label();
  }

  /** A statement that sums batches over the finest slots. */
  String summing(long after, long upTo) {
    return Sql.of(
        "roll_up",
        "rolling",
        rolling(finest),
        "unit",
        finest.label(),
        "columns",
        columns,
        "after",
        Long.toString(after),
        "up_to",
        Long.toString(upTo));
  }

  /**
   * A statement that makes what a step adds to slots out of what it adds to smaller ones.
   *
   * @param several whether any of them holds several smaller ones: else there is nothing to sum
   */
  String coarsening(Slot smaller, Slot slot, boolean several) {
    return Sql.of(
        several ? "coarsen" : "rename_slots",
        "rolling",
        rolling(slot),
        "smaller",
        rolling(smaller),
        "unit",
        slot.label(),
        "columns",
        columns);
  }

  /** A statement that adds it. */
  String addition(Slot slot) {
    return "INSERT INTO "
        + table(slot)
        + " BY NAME FROM "
        + rolling(slot)
        + (slot == finest && !order.isEmpty() ? " ORDER BY " + order : "");
  }

  /**
   * Statements that write slots anew with one row a key.
   *
   * @param begins as literals
   */
  String merging(Slot slot, Collection<String> begins) {
    return Sql.of(
        "merge_slots",
        "rollup",
        table(slot),
        "columns",
        columns,
        "slots",
        String.join(", ", begins),
        "order",
        begins.size() > 1 ? "ORDER BY slot" : "");
  }

  /** Statements that fill the tables above the finest from those below. */
  List<String> fillings() {
    List<String> fillings = new ArrayList<>();
    for (Slot slot : slots().subList(1, slots().size())) {
      Slot smaller = Slot.values()[slot.ordinal() - 1];
      fillings.add(
          Sql.of(
              "roll_up_from_smaller",
              "rollup",
              table(slot),
              "smaller",
              table(smaller),
              "unit",
              slot.label(),
              "columns",
              columns));
    }
    return fillings;
  }
}
