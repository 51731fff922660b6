// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

/**
 * An autonomous system.
 *
 * @param number unsigned 32 bits, not 0
 */
public record AsNumber(int number) {
  /**
   * Reads {@code AS2516}.
   *
   * @throws IllegalArgumentException that says what to write
   */
  public static AsNumber parse(String text) {
    if (text.matches("AS[1-9]\\d{0,9}")) {
      try {
        return new AsNumber(Integer.parseUnsignedInt(text.substring(2)));
      } catch (NumberFormatException e) {
        // said below
      }
    }
    throw new IllegalArgumentException("\"" + text + "\" is not an AS number; write it as AS2516");
  }

  @Override
  public String toString() {
    return "AS" + Integer.toUnsignedString(number);
  }
}
