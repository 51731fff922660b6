// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** An object's fields, each of which must be asked for. */
final class JsonFields {
  /** Longest text of any field, in characters. */
  static final int MAX_TEXT = 128;

  /** Sums of thousands of counts stay far from overflow. */
  private static final long MAX_COUNT = Long.MAX_VALUE >> 20;

  private final JsonNode json;
  private final String where;
  private int asked;

  JsonFields(JsonNode json, String where) {
    if (!json.isObject()) {
      throw new IllegalArgumentException(where + " is not an object");
    }
    this.json = json;
    this.where = where;
  }

  long count(String name) {
    return number(name, 0, MAX_COUNT);
  }

  long number(String name, long min, long max) {
    JsonNode node = field(name);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new IllegalArgumentException(where + "." + name + " is not a whole number");
    }
    long value = node.longValue();
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s.%s is %d, not between %d and %d", where, name, value, min, max));
    }
    return value;
  }

  String text(String name) {
    JsonNode node = field(name);
    if (!node.isTextual() || node.textValue().length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          where + "." + name + " is not a text of at most " + MAX_TEXT + " characters");
    }
    return node.textValue();
  }

  boolean flag(String name) {
    JsonNode node = field(name);
    if (!node.isBoolean()) {
      throw new IllegalArgumentException(where + "." + name + " is neither true nor false");
    }
    return node.booleanValue();
  }

  JsonNode array(String name) {
    JsonNode node = field(name);
    if (!node.isArray()) {
      throw new IllegalArgumentException(where + "." + name + " is not an array");
    }
    return node;
  }

  JsonFields object(String name) {
    return new JsonFields(field(name), where + "." + name);
  }

  private JsonNode field(String name) {
    JsonNode node = json.get(name);
    if (node == null) {
      throw new IllegalArgumentException(where + "." + name + " is missing");
    }
    asked++;
    return node;
  }

  void requireNoOther() {
    if (json.size() != asked) {
      throw new IllegalArgumentException(where + " has a field that format 1 does not know");
    }
  }
}
