// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.teiten.central.analyse.Coverage;
import org.teiten.central.store.ReportQuestions;

/**
 * Some days, and what each sensor observed of them.
 *
 * @param from first day
 * @param to last day
 * @param days first instants, then the end of the last
 * @param observed address-days by day and sensor
 */
@SuppressWarnings("ArrayRecordComponent")
record Frame(LocalDate from, LocalDate to, List<Instant> days, double[][] observed) {
  private static final double DAY_SECONDS = 86_400;

  /** A silence that is taken as not observed. */
  record Silence(int sensor, Coverage.Span span, double addresses) {}

  static Frame of(
      ReportQuestions questions, LocalDate from, LocalDate to, ZoneId zone, List<Silence> silences)
      throws SQLException {
    List<Instant> days = new ArrayList<>();
    for (LocalDate day = from; !day.isAfter(to.plusDays(1)); day = day.plusDays(1)) {
      days.add(day.atStartOfDay(zone).toInstant());
    }
    double[][] observed = questions.observed(days);
    for (Silence silence : silences) {
      long start = Instant.parse(silence.span().from()).getEpochSecond();
      long end = Instant.parse(silence.span().to()).getEpochSecond();
      for (int day = 0; day < observed.length; day++) {
        long silent =
            Math.min(end, days.get(day + 1).getEpochSecond())
                - Math.max(start, days.get(day).getEpochSecond());
        if (silent > 0) {
          observed[day][silence.sensor()] =
              Math.max(
                  0, observed[day][silence.sensor()] - silent / DAY_SECONDS * silence.addresses());
        }
      }
    }
    return new Frame(from, to, days, observed);
  }

  int length() {
    return observed.length;
  }

  Instant start() {
    return days.get(0);
  }

  Instant end() {
    return days.get(length());
  }

  /** Names of the days, ISO 8601. */
  List<String> names() {
    return from.datesUntil(to.plusDays(1)).map(LocalDate::toString).toList();
  }

  /** Address-days of all days by sensor. */
  double[] total() {
    return sum(observed);
  }

  static double[] sum(double[][] days) {
    double[] total = new double[days.length == 0 ? 0 : days[0].length];
    for (double[] day : days) {
      for (int s = 0; s < total.length; s++) {
        total[s] += day[s];
      }
    }
    return total;
  }
}
