// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Compares what the groups of sensors saw of a change, per address. */
final class Viewpoints {
  private static final double LEAST_COVERED = 0.1;

  private final Observations observations;
  private final Calendar calendar;
  private final double[][] observed;

  Viewpoints(Observations observations, Exposure exposure, Calendar calendar) {
    this.observations = observations;
    this.calendar = calendar;
    this.observed =
        IntStream.range(0, observations.sensors().size())
            .mapToObj(sensor -> calendar.observed(exposure.observed(sensor)))
            .toArray(double[][]::new);
  }

  /** One sensor's levels; covered says whether both spans were. */
  private record Level(Movement movement, boolean covered) {}

  /**
   * Of one change.
   *
   * @param packets by sensor and observed day
   * @param drift of the port's slow level, from before the start to after it
   * @param sources by group, empty if they were not counted
   * @param from index of the first day
   * @param until index after the last day
   */
  SeenBy of(
      boolean rise,
      Map<String, double[]> packets,
      double drift,
      Map<String, Long> sources,
      int from,
      int until) {
    Map<String, List<Level>> levels = new TreeMap<>();
    for (int sensor = 0; sensor < observed.length; sensor++) {
      double[] own =
          packets.getOrDefault(observations.sensors().get(sensor), new double[calendar.size()]);
      levels
          .computeIfAbsent(observations.group(sensor), group -> new ArrayList<>())
          .add(level(own, observed[sensor], from, until));
    }
    List<Movement> raw = levels.values().stream().map(Viewpoints::mean).toList();
    List<Movement> groups = raw.stream().map(one -> one.drifted(drift)).toList();
    List<Boolean> seen = Spread.seen(rise, groups);
    List<Movement> telling = Spread.telling(rise, groups);
    List<Viewpoint> views = new ArrayList<>();
    levels.forEach(
        (group, sensors) -> {
          List<Movement> compared =
              compared(sensors).stream().map(one -> one.drifted(drift)).toList();
          views.add(
              new Viewpoint(
                  group,
                  raw.get(views.size()).expected(),
                  groups.get(views.size()),
                  seen.get(views.size()),
                  (int) compared.stream().filter(one -> Spread.sees(rise, one, telling)).count(),
                  compared.size(),
                  sources.isEmpty() ? null : sources.getOrDefault(group, 0L)));
        });
    return new SeenBy(Spread.of(seen), views);
  }

  private static Level level(double[] packets, double[] covered, int from, int until) {
    int first = Math.max(0, from - Sizes.BEFORE);
    double usual = 0;
    for (double day : covered) {
      usual = Math.max(usual, day);
    }
    double before = sum(covered, first, from);
    double during = sum(covered, from, until);
    return new Level(
        new Movement(
            sum(packets, first, from) / before, sum(packets, from, until) / during, during),
        from > first
            && before > 0
            && during > 0
            && before >= LEAST_COVERED * usual * (from - first)
            && during >= LEAST_COVERED * usual * (until - from));
  }

  private static double sum(double[] days, int from, int until) {
    double sum = 0;
    for (int i = from; i < until; i++) {
      sum += days[i];
    }
    return sum;
  }

  private static List<Movement> compared(List<Level> sensors) {
    return sensors.stream().filter(Level::covered).map(Level::movement).toList();
  }

  private static Movement mean(List<Level> sensors) {
    List<Movement> compared = compared(sensors);
    return new Movement(
        compared.stream().mapToDouble(Movement::expected).average().orElse(Double.NaN),
        compared.stream().mapToDouble(Movement::during).average().orElse(Double.NaN),
        compared.stream().mapToDouble(Movement::addressDays).sum());
  }
}
