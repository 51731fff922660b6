// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The questions as text: one {@code .sql} file each, beside this class. */
final class Sql {
  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

  private static final Pattern COMMENT = Pattern.compile("(?m)^--.*\\R");

  private Sql() {}

  /** The text of a question by the name of its file. */
  static String of(String name) {
    return TEXTS.computeIfAbsent(name, Sql::read);
  }

  /**
   * The text of a question with its text parameters, which stand in braces.
   *
   * @param parameters name and text by turns; each must stand in the question
   */
  static String of(String name, String... parameters) {
    // Comments name the parameters, and what replaces them may have several lines.
    String text = COMMENT.matcher(of(name)).replaceAll("");
    for (int i = 0; i < parameters.length; i += 2) {
      String mark = "{" + parameters[i] + "}";
      if (!text.contains(mark)) {
        throw new IllegalStateException("question " + name + " has no " + mark);
      }
      text = text.replace(mark, parameters[i + 1]);
    }
    return text;
  }

  /** An instant as a literal. */
  static String literal(java.time.Instant instant) {
    return "TIMESTAMP '" + SensorTable.utc(instant).toString().replace('T', ' ') + "'";
  }

  private static String read(String name) {
    try (InputStream in = Sql.class.getResourceAsStream(name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("no question is called " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
