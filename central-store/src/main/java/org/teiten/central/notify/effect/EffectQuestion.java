// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.teiten.central.notify.desk.SentNotice;

/**
 * Which notices' effect is meant, in the user's words.
 *
 * @param notice its number, null for all of a period
 * @param from first day of sending, ISO 8601; null with a notice
 * @param to last day, included; null with a notice
 * @param zone whose days
 * @param by what groups are told apart
 */
public record EffectQuestion(String notice, String from, String to, String zone, By by) {
  /** What groups of sources are told apart. */
  public enum By {
    /** Who was told. */
    RECIPIENT,
    /** Where the source is. */
    COUNTRY,
    /** The change that the notice names, else its reason, else the port. */
    PHENOMENON
  }

  /**
   * Checks every word.
   *
   * @throws IllegalArgumentException that says which is wrong and what to write
   */
  public EffectQuestion {
    if ((notice == null) == (from == null && to == null) || (from == null) != (to == null)) {
      throw new IllegalArgumentException(
          "say which notices are meant: one by its number, or the days on which they were sent, from"
              + " and to");
    }
    if (from != null && day(to).isBefore(day(from))) {
      throw new IllegalArgumentException("the period ends on " + to + ", before it begins");
    }
    zone(zone);
  }

  boolean means(SentNotice sent) {
    return notice == null
        ? !sent.sent().isBefore(start(from, 0)) && sent.sent().isBefore(start(to, 1))
        : sent.id().equals(notice);
  }

  private Instant start(String day, int later) {
    return day(day).plusDays(later).atStartOfDay(zone(zone)).toInstant();
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a time zone; write one such as Asia/Tokyo", e);
    }
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a date; write one such as 2017-06-30", e);
    }
  }
}
