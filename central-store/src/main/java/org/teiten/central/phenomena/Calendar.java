// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The days that were observed at all, numbered without gaps. */
final class Calendar {
  private final LocalDate first;
  private final int[] days;

  Calendar(LocalDate first, double[] exposure) {
    this.first = first;
    this.days = IntStream.range(0, exposure.length).filter(day -> exposure[day] > 0).toArray();
  }

  int size() {
    return days.length;
  }

  LocalDate first() {
    return first;
  }

  /** Day numbers since the first day of the observations. */
  int[] days() {
    return days;
  }

  int day(int index) {
    return days[index];
  }

  LocalDate date(int index) {
    return first.plusDays(days[index]);
  }

  /** Index of the first observed day on or after a date, the size if there is none. */
  int indexOf(LocalDate date) {
    int day = (int) (date.toEpochDay() - first.toEpochDay());
    int at = Arrays.binarySearch(days, day);
    return at >= 0 ? at : -at - 1;
  }

  /** The observed days of a daily series. */
  double[] observed(double[] daily) {
    double[] values = new double[days.length];
    for (int i = 0; i < days.length; i++) {
      values[i] = daily[days[i]];
    }
    return values;
  }

  int weekday(int index) {
    return first.plusDays(days[index]).getDayOfWeek().getValue() - 1;
  }
}
