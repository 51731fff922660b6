// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What fraction of a usual day's traffic could have been seen on each day: observed address-days
 * weighted by what each sensor sees when it sees, so that an outage or a new sensor changes the
 * exposure and not the counts' meaning. A multiplicative model (day × sensor) per series; a
 * sensor's own weight in a series is shrunk towards its weight over all series.
 */
final class Exposure {
  private static final int FITTED_ON = 40;
  private static final int ROUNDS = 4;
  private static final double PRIOR_PACKETS = 200;
  private static final double SILENT = 0.02;
  private static final double ENOUGH_EXPECTED = 30;
  private static final double LEAST_OBSERVED = 0.1;

  private final Observations observations;
  private final int sensors;
  private final double[][] observed;
  private final double[] weights;
  private final List<SuspectedBlind> blind = new ArrayList<>();

  Exposure(Observations observations) {
    this.observations = observations;
    this.sensors = observations.sensors().size();
    this.observed = new double[sensors][observations.days()];
    for (int sensor = 0; sensor < sensors; sensor++) {
      for (int day = 0; day < observations.days(); day++) {
        observed[sensor][day] = observations.observed(sensor, day);
      }
    }
    this.weights = new double[sensors];
    Arrays.fill(weights, 1);
    List<Map<Integer, DailyCounts>> largest = largest();
    fit(largest);
    if (leaveOutSilence(largest)) {
      fit(largest);
    }
  }

  /** Sensors that said they observed and saw nothing on any port. */
  List<SuspectedBlind> blind() {
    return List.copyOf(blind);
  }

  /** Address-days that a sensor observed by day, none where it was blind. */
  double[] observed(int sensor) {
    return observed[sensor].clone();
  }

  /** Per day, 1 for the median day, 0 where next to nothing was observed. */
  double[] of(Series series) {
    Map<Integer, DailyCounts> seen = observations.bySensor(series);
    double[] level = levels(seen, weights);
    double[] own = weights.clone();
    for (int sensor = 0; sensor < sensors; sensor++) {
      double expected = 0;
      for (int day = 0; day < level.length; day++) {
        expected += level[day] * weights[sensor] * observed[sensor][day];
      }
      DailyCounts counts = seen.get(sensor);
      double packets = counts == null ? 0 : counts.totalPackets();
      own[sensor] *= (packets + PRIOR_PACKETS) / (expected + PRIOR_PACKETS);
    }
    return relative(own);
  }

  /** Exposure by the weights over all series. */
  double[] overall() {
    return relative(weights);
  }

  private double[] relative(double[] sensorWeights) {
    double[] exposure = new double[observations.days()];
    for (int day = 0; day < exposure.length; day++) {
      for (int sensor = 0; sensor < sensors; sensor++) {
        exposure[day] += sensorWeights[sensor] * observed[sensor][day];
      }
    }
    double usual = Statistics.median(Arrays.stream(exposure).filter(value -> value > 0).toArray());
    for (int day = 0; day < exposure.length; day++) {
      double share = usual > 0 ? exposure[day] / usual : 0;
      exposure[day] = share < LEAST_OBSERVED ? 0 : share;
    }
    return exposure;
  }

  private List<Map<Integer, DailyCounts>> largest() {
    return observations.series().stream()
        .sorted(Comparator.comparingLong(observations::packets).reversed())
        .limit(FITTED_ON)
        .map(observations::bySensor)
        .toList();
  }

  private void fit(List<Map<Integer, DailyCounts>> largest) {
    for (int round = 0; round < ROUNDS; round++) {
      double[][] ratios = new double[sensors][largest.size()];
      for (int i = 0; i < largest.size(); i++) {
        double[] level = levels(largest.get(i), weights);
        for (int sensor = 0; sensor < sensors; sensor++) {
          double expected = 0;
          for (int day = 0; day < level.length; day++) {
            expected += level[day] * observed[sensor][day];
          }
          DailyCounts counts = largest.get(i).get(sensor);
          ratios[sensor][i] = expected > 0 && counts != null ? counts.totalPackets() / expected : 0;
        }
      }
      for (int sensor = 0; sensor < sensors; sensor++) {
        weights[sensor] = Math.max(1e-6, Statistics.median(ratios[sensor]));
      }
    }
  }

  private double[] levels(Map<Integer, DailyCounts> seen, double[] sensorWeights) {
    double[] level = new double[observations.days()];
    for (int day = 0; day < level.length; day++) {
      double packets = 0;
      double exposure = 0;
      for (int sensor = 0; sensor < sensors; sensor++) {
        if (observed[sensor][day] > 0) {
          exposure += sensorWeights[sensor] * observed[sensor][day];
          DailyCounts counts = seen.get(sensor);
          packets += counts == null ? 0 : counts.packets()[day];
        }
      }
      level[day] = exposure > 0 ? packets / exposure : 0;
    }
    return level;
  }

  private boolean leaveOutSilence(List<Map<Integer, DailyCounts>> largest) {
    double[][] expected = new double[sensors][observations.days()];
    double[][] packets = new double[sensors][observations.days()];
    for (Map<Integer, DailyCounts> seen : largest) {
      double[] level = levels(seen, weights);
      for (int sensor = 0; sensor < sensors; sensor++) {
        DailyCounts counts = seen.get(sensor);
        for (int day = 0; day < level.length; day++) {
          expected[sensor][day] += level[day] * weights[sensor] * observed[sensor][day];
          packets[sensor][day] += counts == null ? 0 : counts.packets()[day];
        }
      }
    }
    Map<Integer, SortedMap<Integer, Integer>> spans = new HashMap<>();
    for (int sensor = 0; sensor < sensors; sensor++) {
      for (int day = 0; day < observations.days(); day++) {
        if (expected[sensor][day] >= ENOUGH_EXPECTED
            && packets[sensor][day] < SILENT * expected[sensor][day]) {
          observed[sensor][day] = 0;
          extend(spans.computeIfAbsent(sensor, key -> new TreeMap<>()), day);
        }
      }
    }
    spans.forEach(
        (sensor, days) ->
            days.forEach(
                (from, to) ->
                    blind.add(
                        new SuspectedBlind(
                            observations.sensors().get(sensor),
                            observations.first().plusDays(from),
                            observations.first().plusDays(to)))));
    return !spans.isEmpty();
  }

  private static void extend(SortedMap<Integer, Integer> spans, int day) {
    if (!spans.isEmpty() && spans.get(spans.lastKey()) == day - 1) {
      spans.put(spans.lastKey(), day);
    } else {
      spans.put(day, day);
    }
  }
}
