// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.ArrayDeque;
import java.util.Deque;
import org.teiten.central.analyse.PlainText;

/** Writes well-formed XHTML: whatever is given as text stays text. */
final class Markup {
  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();

  /** Begins an element; attributes are pairs of name and value, a null value leaves one out. */
  Markup open(String element, String... attributes) {
    tag(element, attributes);
    out.append('>');
    open.push(element);
    return this;
  }

  /** An element without contents. */
  Markup empty(String element, String... attributes) {
    tag(element, attributes);
    out.append("/>");
    return this;
  }

  private void tag(String element, String... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        out.append(' ').append(attributes[i]).append("=\"").append(escaped(attributes[i + 1]));
        out.append('"');
      }
    }
  }

  Markup text(String text) {
    out.append(escaped(text));
    return this;
  }

  /** Markup that was made by another one. */
  Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Ends the innermost element. */
  Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  Markup line() {
    out.append('\n');
    return this;
  }

  /** An element with text alone. */
  Markup with(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** Whole only when every element is closed. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return out.toString();
  }

  /** Text as it stands in XML; what XML cannot hold becomes a replacement character. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    PlainText.of(text)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }
}
