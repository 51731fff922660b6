// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes single sources out of the counts where one carries more than half of what a day has above
 * its neighbours: what one address does is listed apart and must not look like a change. A day is
 * not brought below its neighbours.
 */
final class LoudSources {
  private static final int SIDE = 14;
  private static final double OF_EXCESS = 0.5;
  private static final double LEAST_LOUD = 50;
  private static final double BEYOND_SPREAD = 3;
  private static final double USUAL_DISPERSION = 0.15;

  private LoudSources() {}

  /**
   * Takes them out of the counts.
   *
   * @param byCountry counts of one series, changed in place
   * @param days the source-days of that series
   * @return those taken out
   */
  static List<LoudSourceDay> takeOut(Map<String, DailyCounts> byCountry, List<LoudSourceDay> days) {
    Map<String, List<LoudSourceDay>> byCell = new HashMap<>();
    for (LoudSourceDay day : days) {
      byCell.computeIfAbsent(day.country(), key -> new ArrayList<>()).add(day);
    }
    List<LoudSourceDay> taken = new ArrayList<>();
    byCell.forEach(
        (country, sourceDays) -> {
          DailyCounts counts = byCountry.get(country);
          if (counts != null) {
            takeOut(counts, sourceDays, taken);
          }
        });
    return taken;
  }

  private static void takeOut(
      DailyCounts counts, List<LoudSourceDay> sourceDays, List<LoudSourceDay> taken) {
    double[] packets = counts.packets();
    LoudSourceDay[] loudest = new LoudSourceDay[packets.length];
    for (LoudSourceDay each : sourceDays) {
      if (loudest[each.day()] == null || loudest[each.day()].packets() < each.packets()) {
        loudest[each.day()] = each;
      }
    }
    double[] without = packets.clone();
    for (int day = 0; day < packets.length; day++) {
      if (loudest[day] != null) {
        without[day] -= loudest[day].packets();
      }
    }
    double[] usual = Statistics.runningMedian(without, SIDE);
    for (int day = 0; day < packets.length; day++) {
      if (loudest[day] == null) {
        continue;
      }
      double loud = loudest[day].packets();
      double excess = packets[day] - usual[day];
      double spread = Math.sqrt(usual[day] + usual[day] * usual[day] * USUAL_DISPERSION);
      if (excess > 0
          && loud >= LEAST_LOUD
          && loud > OF_EXCESS * excess
          && loud > BEYOND_SPREAD * spread) {
        counts.add(day, -Math.min(loud, excess), -1);
        taken.add(loudest[day]);
      }
    }
  }
}
