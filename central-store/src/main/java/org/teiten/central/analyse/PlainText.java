// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

/** Names that others wrote, made harmless: they may steer no terminal and turn no text around. */
public final class PlainText {
  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  /**
   * The text with U+FFFD for what no name needs: controls but tab and line feed, what changes the
   * direction of text, what is no character.
   */
  public static String of(String text) {
    return text.codePoints().allMatch(PlainText::harmless)
        ? text
        : text.codePoints()
            .map(c -> harmless(c) ? c : REPLACEMENT)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean harmless(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c < 0x7F)
        || (c > 0x9F && c < 0xD800 && !direction(c))
        || (c >= 0xE000 && c < 0xFFFE)
        || c > 0xFFFF;
  }

  private static boolean direction(int c) {
    return c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
