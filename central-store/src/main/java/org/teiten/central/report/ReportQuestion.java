// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.teiten.central.analyse.Period;

/**
 * A report in the user's words.
 *
 * @param quarter {@code 2017Q2}
 * @param zone whose days
 * @param edition for whom
 * @param generated seconds since 1970 that the report names as its time
 */
public record ReportQuestion(String quarter, String zone, Edition edition, long generated) {
  /** Checks every word. */
  public ReportQuestion {
    period(quarter, zone);
  }

  /** The days of the quarter. */
  public Period period() {
    return period(quarter, zone);
  }

  private static Period period(String quarter, String zone) {
    try {
      return Quarter.parse(quarter).period(ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + zone + "' is not a time zone; write UTC or a name such as Asia/Tokyo", e);
    }
  }
}
