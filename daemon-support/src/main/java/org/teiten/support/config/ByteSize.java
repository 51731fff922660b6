// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written with a unit: {@code 64MiB}.
 *
 * @param bytes not negative
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18}) ?(B|[kKMGT]iB|kB|[MGT]B)");
  private static final String UNITS = "KMGT";

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size cannot be negative, as " + bytes + " is");
    }
  }

  /**
   * Reads a size. KiB, MiB, GiB, TiB are powers of 1,024; kB, MB, GB, TB powers of 1,000.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a size; write a number with a unit, such as 64MiB or 2GiB");
    }
    String unit = matcher.group(2);
    long factor = 1;
    if (unit.length() > 1) {
      int power = 1 + UNITS.indexOf(Character.toUpperCase(unit.charAt(0)));
      for (int i = 0; i < power; i++) {
        factor *= unit.length() == 3 ? 1_024 : 1_000;
      }
    }
    try {
      return new ByteSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), factor));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("\"" + text + "\" is more than 8 EiB; write less", e);
    }
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** The size in the largest binary unit that divides it, as {@link #parse} reads it. */
  @Override
  public String toString() {
    long value = bytes;
    int power = 0;
    while (power < UNITS.length() && value != 0 && value % 1_024 == 0) {
      value /= 1_024;
      power++;
    }
    return value + (power == 0 ? "B" : UNITS.charAt(power - 1) + "iB");
  }
}
