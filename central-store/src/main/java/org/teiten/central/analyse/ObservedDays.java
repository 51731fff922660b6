// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.teiten.central.store.CoverageQuestions.Silence;
import org.teiten.central.store.EffectQuestions;

/**
 * What part of each 24 hours from an instant on each sensor observed. Silences of a whole sensor
 * that are longer than chance explains are taken as not observed, whatever it said.
 */
public final class ObservedDays {
  private static final long DAY_MICROS = 86_400_000_000L;

  private ObservedDays() {}

  /**
   * Parts from 0 to 1 by number of the sensor and day; sensors that observed nothing are absent.
   */
  public static Map<Integer, double[]> of(Connection connection, Instant at, int days)
      throws SQLException {
    Map<Integer, double[]> observed = new EffectQuestions(connection).observed(at, days);
    Instant end = at.plus(Duration.ofDays(days));
    Map<Integer, List<Silence>> silences = CoverageOfPeriod.silences(connection, at, end);
    observed.forEach(
        (sensor, shares) ->
            silences
                .getOrDefault(sensor, List.of())
                .forEach(silence -> takeOff(shares, silence, at.getEpochSecond() * 1_000_000)));
    return observed;
  }

  private static void takeOff(double[] shares, Silence silence, long begin) {
    for (int day = 0; day < shares.length; day++) {
      long start = begin + day * DAY_MICROS;
      long silent =
          Math.min(silence.toMicros(), start + DAY_MICROS) - Math.max(silence.fromMicros(), start);
      shares[day] = Math.max(0, shares[day] - Math.max(0, silent) / (double) DAY_MICROS);
    }
  }
}
