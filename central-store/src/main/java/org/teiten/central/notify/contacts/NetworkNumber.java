// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

/**
 * The number of an autonomous system.
 *
 * @param number 1 to 4,294,967,295
 */
public record NetworkNumber(long number) {
  private static final long MOST = 0xffff_ffffL;

  /** Checks it. */
  public NetworkNumber {
    if (number < 1 || number > MOST) {
      throw new IllegalArgumentException(number + " is no AS number; write 1 to " + MOST);
    }
  }

  /** Parses {@code AS64496} or {@code 64496}. */
  public static NetworkNumber parse(String text) {
    try {
      return new NetworkNumber(
          Long.parseLong(text.regionMatches(true, 0, "AS", 0, 2) ? text.substring(2) : text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no AS number; write digits, such as 64496", e);
    }
  }

  @Override
  public String toString() {
    return "AS" + number;
  }
}
