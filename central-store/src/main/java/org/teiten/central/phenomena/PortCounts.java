// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One series on the observed days: its exposure (with the weekday in it) and its counts by country,
 * single loud sources taken out.
 */
final class PortCounts {
  private final Series series;
  private final double[] exposure;
  private final Map<String, double[]> packets = new LinkedHashMap<>();
  private final Map<String, double[]> sources = new LinkedHashMap<>();
  private final Map<String, Double> usual = new LinkedHashMap<>();
  private final List<LoudSourceDay> takenOut;
  private final List<LoudSourceDay> leftIn;

  PortCounts(
      Observations observations,
      Series series,
      Calendar calendar,
      Exposure exposure,
      WeekdayRhythm rhythm) {
    this.series = series;
    this.exposure = calendar.observed(exposure.of(series));
    for (int i = 0; i < calendar.size(); i++) {
      this.exposure[i] = Math.max(this.exposure[i], 1e-3) * rhythm.factor(calendar, i);
    }
    Map<String, DailyCounts> byCountry = observations.byCountry(series);
    takenOut = LoudSources.takeOut(byCountry, observations.loud(series));
    leftIn = new ArrayList<>(observations.loud(series));
    leftIn.removeAll(new HashSet<>(takenOut));
    byCountry.forEach(
        (country, counts) -> {
          double[] observed = calendar.observed(counts.packets());
          packets.put(country, observed);
          sources.put(country, calendar.observed(counts.sources()));
          usual.put(country, usualRate(observed, this.exposure));
        });
  }

  /** Mean of the middle half of the weeks, which a change of a few weeks does not move far. */
  private static double usualRate(double[] counts, double[] exposure) {
    int weeks = Math.max(1, counts.length / 7);
    double[] rates = new double[weeks];
    for (int week = 0; week < weeks; week++) {
      double sum = 0;
      double seen = 0;
      int end = week == weeks - 1 ? counts.length : (week + 1) * 7;
      for (int i = week * 7; i < end; i++) {
        sum += counts[i];
        seen += exposure[i];
      }
      rates[week] = sum / seen;
    }
    return Statistics.middleMean(rates) + 0.01;
  }

  Series series() {
    return series;
  }

  int size() {
    return exposure.length;
  }

  double[] exposure() {
    return exposure;
  }

  /** Packets by country. */
  Map<String, double[]> packets() {
    return packets;
  }

  /** Distinct sources by country. */
  Map<String, double[]> sources() {
    return sources;
  }

  /** Usual packets per fully observed day. */
  double usual(String country) {
    return usual.get(country);
  }

  /** Usual packets per fully observed day from all countries. */
  double usual() {
    return usual.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Loud sources that are not in the counts. */
  List<LoudSourceDay> takenOut() {
    return takenOut;
  }

  /** Loud sources that are in the counts. */
  List<LoudSourceDay> leftIn() {
    return leftIn;
  }

  double[] totalPackets() {
    return total(packets, Set.of());
  }

  /** Of some parts the sum. */
  double[] total(Map<String, double[]> parts, Set<String> without) {
    double[] total = new double[size()];
    parts.forEach(
        (name, counts) -> {
          if (!without.contains(name)) {
            for (int i = 0; i < total.length; i++) {
              total[i] += counts[i];
            }
          }
        });
    return total;
  }
}
