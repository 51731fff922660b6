// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.util.List;
import java.util.Map;

/**
 * A parameter of an operation.
 *
 * @param name as it stands in the URL
 * @param place path or query
 * @param required whether it must be there
 * @param schema of its value, JSON Schema
 * @param description in one sentence
 */
record Parameter(String name, Place place, boolean required, String schema, String description) {
  /** Where it stands. */
  enum Place {
    PATH,
    QUERY
  }

  private static final String DATE = "{\"type\":\"string\",\"format\":\"date\"}";
  private static final String LONG_TEXT = "{\"type\":\"string\",\"maxLength\":4000}";
  private static final String TEXT = "{\"type\":\"string\"}";
  private static final String FLAG = "{\"type\":\"boolean\",\"default\":false}";

  static final Parameter FROM = query("from", true, DATE, "First day.");
  static final Parameter TO = query("to", true, DATE, "Last day, included.");
  static final Parameter ZONE =
      query("zone", false, TEXT, "Whose days, such as Asia/Tokyo; the centre's own unless named.");
  static final Parameter GROUP = query("group", false, TEXT, "Only sensors of that group.");
  static final Parameter SENSOR = query("sensor", false, TEXT, "Only that sensor.");
  static final Parameter PORT =
      query("port", false, TEXT, "Only packets to that, such as 445/tcp, 53/udp or 8/icmp.");
  static final Parameter COUNTRY =
      query("country", false, TEXT, "Only sources of that country, ISO 3166 alpha-2.");
  static final Parameter NETWORK =
      query("network", false, TEXT, "Only sources of that AS, such as AS2516.");
  static final Parameter FINGERPRINT =
      query("fingerprint", false, TEXT, "Only packets with that mark, such as mirai.");
  static final Parameter CLASS =
      query(
          "class",
          false,
          "{\"enum\":[\"scan\",\"backscatter\",\"other\",\"all\"]}",
          "Traffic class; scan unless named, all of phenomena.");
  static final Parameter BY =
      query(
          "by",
          false,
          "{\"enum\":[\"packets\",\"rate\",\"sources\"],\"default\":\"packets\"}",
          "What the ranking goes by.");
  static final Parameter LIMIT =
      query(
          "limit",
          false,
          "{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000}",
          "Rows of a page at most; 10 of rankings, 5 of series, 100 of lists unless named.");
  static final Parameter CURSOR =
      query("cursor", false, TEXT, "The next page: what the page before said under next.");
  static final Parameter UNIT =
      query(
          "unit",
          false,
          "{\"enum\":[\"hour\",\"day\",\"week\"],\"default\":\"day\"}",
          "How long the buckets are; in aggregates day or week.");
  static final Parameter COMPARE =
      query(
          "compare_groups",
          false,
          FLAG,
          "Whether each row says what each group of sensors saw of it.");

  /** Whose days, and the sensors whose. */
  static final List<Parameter> PERIOD = List.of(FROM, TO, ZONE, GROUP);

  /** Which packets. */
  static final List<Parameter> FILTER =
      List.of(SENSOR, PORT, COUNTRY, NETWORK, FINGERPRINT, CLASS, BY);

  /** Which part of a list. */
  static final List<Parameter> PAGE = List.of(LIMIT, CURSOR);

  /** Which sources. */
  static final List<Parameter> SELECTION =
      List.of(
          query(
              "phenomenon",
              false,
              TEXT,
              "The sources of that change, by its id in phenomena of the same days."),
          PORT,
          COUNTRY,
          NETWORK,
          FINGERPRINT,
          query("prefix", false, TEXT, "Only sources within it, such as 198.51.100.0/24."),
          query(
              "least_packets",
              false,
              "{\"type\":\"integer\",\"minimum\":1,\"default\":3}",
              "Only sources with as many in all."),
          query("single_packets", false, FLAG, "Also sources of one packet, which can be forged."),
          query("research_scanners", false, FLAG, "Also those who survey the Internet openly."),
          query(
              "lines",
              false,
              "{\"type\":\"integer\",\"minimum\":1,\"maximum\":100,\"default\":10}",
              "Lines of evidence a source at most."));

  /** Which notices' effect. */
  static final List<Parameter> EFFECT =
      List.of(
          query("notice", false, TEXT, "Only this one."),
          query("from", false, DATE, "First day of sending."),
          query("to", false, DATE, "Last day of sending, included."),
          ZONE,
          query(
              "by",
              false,
              "{\"enum\":[\"recipient\",\"country\",\"phenomenon\"],\"default\":\"recipient\"}",
              "What is told apart."));

  /** How a report is. */
  static final List<Parameter> REPORT =
      List.of(
          query(
              "edition",
              false,
              "{\"enum\":[\"internal\",\"public\"]}",
              "internal unless named, for who may see it; public betrays no sensor."),
          query(
              "language",
              false,
              "{\"enum\":[\"ja\",\"en\"],\"default\":\"en\"}",
              "In what it is written."),
          query(
              "form",
              false,
              "{\"enum\":[\"json\",\"html\",\"pdf\"],\"default\":\"json\"}",
              "What it is."));

  /** What an OpenID provider gives the browser for us. */
  static final List<Parameter> OPENID =
      List.of(
          query("code", false, LONG_TEXT, "What the provider gives for its word."),
          query("state", false, TEXT, "Which login it is."),
          query("error", false, TEXT, "Why it let nobody in."),
          query("error_description", false, LONG_TEXT, "The same in a sentence."),
          query("iss", false, TEXT, "Who the provider is."),
          query("session_state", false, LONG_TEXT, "Not used."),
          query("scope", false, LONG_TEXT, "Not used."),
          query("authuser", false, TEXT, "Not used."),
          query("prompt", false, TEXT, "Not used."));

  /** Whose sessions: no part of the path, as providers call people in any characters. */
  static final Parameter LOGGED_IN =
      query("account", true, LONG_TEXT, "Whose: the name that sessions and the audit have.");

  private static final Map<String, Parameter> IN_PATH =
      Map.of(
          "subject",
          path(
              "subject",
              "{\"enum\":[\"ports\",\"countries\",\"networks\",\"sensors\",\"fingerprints\"]}",
              "What is ranked."),
          "phenomenon",
          path("phenomenon", TEXT, "Its id, as phenomena of the same period has it."),
          "notice",
          path("notice", TEXT, "Its number, such as n20170613-1."),
          "organisation",
          path("organisation", TEXT, "Its id in the contacts."),
          "quarter",
          path("quarter", TEXT, "Such as 2017Q2."),
          "account",
          path("account", TEXT, "Its name."),
          "token",
          path("token", TEXT, "Its id, 12 hexadecimal digits."));

  /** The parameter of that name in a path. */
  static Parameter inPath(String name) {
    return IN_PATH.get(name);
  }

  static Parameter query(String name, boolean required, String schema, String description) {
    return new Parameter(name, Place.QUERY, required, schema, description);
  }

  private static Parameter path(String name, String schema, String description) {
    return new Parameter(name, Place.PATH, true, schema, description);
  }
}
