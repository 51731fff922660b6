// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teiten.central.analyse.Period;

/**
 * A quarter of a calendar year.
 *
 * @param year 1970 to 2199
 * @param number 1 to 4
 */
public record Quarter(int year, int number) {
  private static final Pattern FORM = Pattern.compile("(19[7-9]\\d|2[01]\\d\\d)[Qq]([1-4])");
  private static final int MONTHS = 3;

  /**
   * Reads {@code 2017Q2}.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static Quarter parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a quarter; write 2017Q2 (April to June 2017)");
    }
    return new Quarter(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Its days in a zone. */
  public Period period(ZoneId zone) {
    LocalDate first = LocalDate.of(year, (number - 1) * MONTHS + 1, 1);
    return new Period(first, first.plusMonths(MONTHS).minusDays(1), zone);
  }

  @Override
  public String toString() {
    return year + "Q" + number;
  }
}
