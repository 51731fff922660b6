// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which FlowTuples a question is about; null means any.
 *
 * @param trafficClass label of a class
 * @param country ISO 3166 alpha-2, or a word that stands for none
 * @param protocol IP protocol number
 * @param port as the FlowTuple has it
 * @param icmpType ICMP or ICMPv6 type
 * @param icmpCode ICMP or ICMPv6 code
 * @param network AS number, unsigned
 * @param fingerprint label of a mark
 */
public record FlowFilter(
    String trafficClass,
    String country,
    Integer protocol,
    Integer port,
    Integer icmpType,
    Integer icmpCode,
    Long network,
    String fingerprint) {
  public static final FlowFilter ALL =
      new FlowFilter(null, null, null, null, null, null, null, null);

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9.-]{1,32}");

  /**
   * Checks that words are words: they become part of a question's text.
   *
   * @throws IllegalArgumentException if one is not
   */
  public FlowFilter {
    word(trafficClass);
    word(country);
    word(fingerprint);
  }

  /** The filter without network and fingerprint. */
  public FlowFilter(
      String trafficClass,
      String country,
      Integer protocol,
      Integer port,
      Integer icmpType,
      Integer icmpCode) {
    this(trafficClass, country, protocol, port, icmpType, icmpCode, null, null);
  }

  /** The packets of a class. */
  public static FlowFilter of(String trafficClass) {
    return new FlowFilter(trafficClass, null, null, null, null, null);
  }

  /** The same of a class, and from one country only; null means any. */
  public FlowFilter of(String ofClass, String from) {
    return new FlowFilter(ofClass, from, protocol, port, icmpType, icmpCode, network, fingerprint);
  }

  /** The same with one mark only. */
  public FlowFilter marked(String mark) {
    return new FlowFilter(trafficClass, country, protocol, port, icmpType, icmpCode, network, mark);
  }

  static String word(String word) {
    if (word != null && !WORD.matcher(word).matches()) {
      throw new IllegalArgumentException("'" + word + "' is not a word of letters and digits");
    }
    return word;
  }

  /** The columns it looks at. */
  Set<String> columns() {
    return terms().keySet();
  }

  /** As conditions, each beginning with AND. */
  String conditions() {
    return conditions("");
  }

  /** The same of the columns of a table, whose name and dot are given. */
  String conditions(String table) {
    StringBuilder text = new StringBuilder();
    terms()
        .forEach(
            (column, value) -> text.append(" AND ").append(table).append(column).append(value));
    return text.toString();
  }

  private Map<String, String> terms() {
    Map<String, String> terms = new LinkedHashMap<>();
    if (trafficClass != null) {
      // Not =, which a scan applies before all else: it would leave out few rows.
      terms.put("class", " IS NOT DISTINCT FROM '" + trafficClass + "'");
    }
    word(terms, "country", country);
    number(terms, "protocol", protocol);
    number(terms, "port", port);
    number(terms, "icmp_type", icmpType);
    if (icmpType != null) {
      terms.put("port", " IS NULL");
    }
    number(terms, "icmp_code", icmpCode);
    number(terms, "asn", network);
    word(terms, "fingerprint", fingerprint);
    return terms;
  }

  private static void word(Map<String, String> terms, String column, String value) {
    if (value != null) {
      terms.put(column, " = '" + value + "'");
    }
  }

  private static void number(Map<String, String> terms, String column, Number value) {
    if (value != null) {
      terms.put(column, " = " + value);
    }
  }
}
