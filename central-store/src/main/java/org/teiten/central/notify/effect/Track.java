// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.util.Map;
import java.util.Optional;

/**
 * What a source did before and after a notice, and where: enough to judge its silence.
 *
 * @param profile before
 * @param after bit by day, the lowest the first one
 * @param sensors packets before by number of the sensor
 */
record Track(Profile profile, long after, Map<Integer, Long> sensors) {
  /**
   * What became of it.
   *
   * @param observed part of each day that each sensor observed, by its number
   * @param days that are over
   * @return empty if it is too early to say
   */
  Optional<Followed> follow(Map<Integer, double[]> observed, int days) {
    double all = sensors.values().stream().mapToLong(Long::longValue).sum();
    boolean[] enough = new boolean[days];
    for (int day = 0; day < days; day++) {
      double seen = 0;
      for (Map.Entry<Integer, Long> sensor : sensors.entrySet()) {
        double[] shares = observed.get(sensor.getKey());
        seen += shares == null ? 0 : sensor.getValue() * shares[day];
      }
      enough[day] = seen >= SilenceRule.OBSERVED_SHARE * all;
    }
    return SilenceRule.follow(after, enough, days);
  }
}
