// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * The day whose state a database describes.
 *
 * @param day UTC
 */
public record AsOf(LocalDate day) {
  /**
   * Reads an ISO 8601 date.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static AsOf parse(String text) {
    try {
      return new AsOf(LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a date; write it as 2026-06-17", e);
    }
  }

  @Override
  public String toString() {
    return day.toString();
  }
}
