// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.knowledge;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * A day, or a month where the source tells no day.
 *
 * @param first the first day that may be meant
 * @param last the last
 */
public record KnownDate(LocalDate first, LocalDate last) {
  private static final int LENGTH_OF_MONTH = 7;

  /**
   * Reads {@code 2017-05-12} or {@code 2016-08}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static KnownDate parse(String text) {
    try {
      if (text.length() == LENGTH_OF_MONTH) {
        YearMonth month = YearMonth.parse(text);
        return new KnownDate(month.atDay(1), month.atEndOfMonth());
      }
      LocalDate day = LocalDate.parse(text);
      return new KnownDate(day, day);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a date; write 2017-05-12, or 2017-05 where no day is known", e);
    }
  }

  /** Whether a day is told. */
  public boolean exact() {
    return first.equals(last);
  }

  /**
   * Days from this date to a day: positive where the day is later, 0 within the month that is
   * meant, negative where it is earlier.
   */
  public long daysTo(LocalDate day) {
    if (day.isBefore(first)) {
      return ChronoUnit.DAYS.between(first, day);
    }
    return day.isAfter(last) ? ChronoUnit.DAYS.between(last, day) : 0;
  }

  @Override
  public String toString() {
    return exact() ? first.toString() : YearMonth.from(first).toString();
  }
}
