// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What questions go by: the column or expression of a FlowTuple that names it.
 *
 * @param <K> a port, a country, the number of an AS or sensor, a fingerprint
 */
public final class RankKey<K> {
  /** Of networks: a source in a special-purpose range. */
  public static final long SPECIAL = -1;

  /** Of networks: a source that no database knows. */
  public static final long UNKNOWN = -2;

  /** Of networks: the sources of folded rows. */
  public static final long UNATTRIBUTED = -3;

  /** By destination port, or ICMP type. */
  public static final RankKey<PortKey> PORTS =
      new RankKey<>(
          "ports",
          "protocol::BIGINT * 131072 + coalesce(port, icmp_type, 65536)",
          Set.of("protocol", "port", "icmp_type"),
          Set.of("class", "protocol", "port", "icmp_type"),
          row -> PortKey.of(row.getLong(1)),
          key -> String.valueOf(key.number()),
          word -> PortKey.of(Long.parseLong(word)),
          RankKey::number);

  /** By source country. */
  public static final RankKey<String> COUNTRIES = word("countries", "country");

  /** By AS of the source; below zero the constants of this class. */
  public static final RankKey<Long> NETWORKS =
      new RankKey<>(
          "networks",
          "CASE WHEN asn <> 0 THEN asn::BIGINT WHEN country = 'special' THEN "
              + SPECIAL
              + " WHEN country = 'unattributed' THEN "
              + UNATTRIBUTED
              + " ELSE "
              + UNKNOWN
              + " END",
          Set.of("asn", "country"),
          Set.of("class", "asn"),
          row -> row.getLong(1),
          String::valueOf,
          Long::valueOf,
          RankKey::number);

  /** By AS of the source, all that have none as 0: cheaper, where those are not asked for. */
  public static final RankKey<Long> NUMBERED_NETWORKS =
      new RankKey<>(
          NETWORKS.label,
          "asn::BIGINT",
          Set.of("asn"),
          NETWORKS.ownFilter,
          NETWORKS.read,
          NETWORKS.word,
          NETWORKS.ofWord,
          NETWORKS.literal);

  /** By number of the sensor. */
  public static final RankKey<Integer> SENSORS =
      new RankKey<>(
          "sensors",
          "sensor",
          Set.of(),
          Set.of("class"),
          row -> row.getInt(1),
          String::valueOf,
          Integer::valueOf,
          RankKey::number);

  /** By mark in the packets. */
  public static final RankKey<String> FINGERPRINTS = word("fingerprints", "fingerprint");

  private interface Read<K> {
    K of(ResultSet row) throws SQLException;
  }

  private final String label;
  private final String expression;
  private final Set<String> columns;
  private final Set<String> ownFilter;
  private final Read<K> read;
  private final Function<K, String> word;
  private final Function<String, K> ofWord;
  private final UnaryOperator<String> literal;

  private RankKey(
      String label,
      String expression,
      Set<String> columns,
      Set<String> ownFilter,
      Read<K> read,
      Function<K, String> word,
      Function<String, K> ofWord,
      UnaryOperator<String> literal) {
    this.label = label;
    this.expression = expression;
    this.columns = columns;
    this.ownFilter = ownFilter;
    this.read = read;
    this.word = word;
    this.ofWord = ofWord;
    this.literal = literal;
  }

  private static RankKey<String> word(String label, String column) {
    return new RankKey<>(
        label,
        column,
        Set.of(column),
        Set.of("class", column),
        row -> row.getString(1),
        Function.identity(),
        Function.identity(),
        word -> "'" + FlowFilter.word(word) + "'");
  }

  /** A number's word is its literal. */
  private static String number(String word) {
    return word;
  }

  String label() {
    return label;
  }

  /** A key as the tables of sketches have it. */
  String word(K key) {
    return word.apply(key);
  }

  /** The key of a word. */
  K ofWord(String text) {
    return ofWord.apply(text);
  }

  /** The key in a question's text. */
  String expression() {
    return expression;
  }

  /** The columns that the expression reads. */
  Set<String> columns() {
    return columns;
  }

  /** Whether a filter only chooses among keys, and a class. */
  boolean isOwn(FlowFilter filter) {
    return ownFilter.containsAll(filter.columns());
  }

  /** The key in a row's first column. */
  K of(ResultSet row) throws SQLException {
    return read.of(row);
  }

  /**
   * A condition for some keys, beginning with AND. Columns alone are compared first where that can
   * be: with them whole blocks of rows are left out before they are read.
   */
  String among(Collection<K> keys) {
    if (areNumbered(keys)) {
      return in("asn", keys.stream().map(this::literal));
    }
    String columnsAlone = "";
    if (this == PORTS && keys.stream().allMatch(one -> ((PortKey) one).port() >= 0)) {
      columnsAlone =
          in("port", keys.stream().map(one -> String.valueOf(((PortKey) one).port())).distinct());
    }
    return columnsAlone + in(expression, keys.stream().map(this::literal));
  }

  /**
   * What is cheapest to ask by where only these keys are asked for: of numbered networks the
   * country need not be read.
   */
  @SuppressWarnings("unchecked") // networks are numbers
  RankKey<K> of(Collection<K> keys) {
    return areNumbered(keys) ? (RankKey<K>) NUMBERED_NETWORKS : this;
  }

  private boolean areNumbered(Collection<K> keys) {
    return label.equals(NETWORKS.label) && keys.stream().allMatch(one -> (Long) one > 0);
  }

  private String literal(K key) {
    return literal.apply(word(key));
  }

  private static String in(String expression, Stream<String> literals) {
    return literals.collect(Collectors.joining(", ", " AND " + expression + " IN (", ")"));
  }
}
