// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** From the shapes found in a watched series to the spans that matter. */
final class EpisodeScan {
  private static final int MOST_SHAPES = 10;
  private static final int BASELINE_DAYS = 14;
  private static final int JOINED_GAP = 10;
  private static final int SETTLED_DAYS = 14;
  private static final double LOOKS_PER_DAY = 1 / 3.0;
  private static final double APART = 1.1;
  private static final double WORTH_DOUBT = 0.05;

  /** Packets a day below which a port counts as unseen. */
  static final double SMALLEST_BASE = 2;

  private static final double OF_RISEN = 0.4;

  private final DetectionConfig config;

  EpisodeScan(DetectionConfig config) {
    this.config = config;
  }

  /**
   * Packets a day of a port.
   *
   * @param base without any change
   * @param level with its changes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Levels(double[] base, double[] level) {}

  /** The levels of a port, of what all its countries do together. */
  Levels levels(Watched watched) {
    List<ChangeScan.Found> all = shapes(watched);
    double[] slow = level(watched, all);
    double[] base = new double[slow.length];
    double[] level = new double[slow.length];
    for (int i = 0; i < base.length; i++) {
      base[i] = watched.packets(i, slow[i]);
      level[i] = watched.packets(i, slow[i] + changed(all, i));
    }
    return new Levels(base, level);
  }

  private static double changed(List<ChangeScan.Found> found, int index) {
    double change = 0;
    for (ChangeScan.Found each : found) {
      change += each.shape().trend() ? 0 : each.size() * each.shape().at(index);
    }
    return change;
  }

  /** Spans in which a material share of the port's base level is added or missing. */
  List<Episode> episodes(Watched watched, Levels port) {
    List<ChangeScan.Found> all = shapes(watched);
    if (all.stream().allMatch(each -> each.shape().trend())) {
      return List.of();
    }
    int n = watched.values().length;
    double[] slow = level(watched, all);
    double[] expected = new double[n];
    double[] fitted = new double[n];
    double[] share = new double[n];
    for (int i = 0; i < n; i++) {
      expected[i] = watched.packets(i, slow[i]);
      fitted[i] = watched.packets(i, slow[i] + changed(all, i));
      share[i] = share(fitted[i] - expected[i], port, i);
    }
    List<Episode> episodes = new ArrayList<>();
    for (boolean rise : new boolean[] {true, false}) {
      for (int[] run : runs(share, rise)) {
        episodes.addAll(split(watched, all, run, rise, expected, fitted, slow));
      }
    }
    episodes.removeIf(episode -> !material(episode, port));
    return episodes;
  }

  /** Of the base level; and of a port that has risen much, in part of what it is now. */
  private static double share(double added, Levels port, int index) {
    double base = Math.max(port.base()[index], SMALLEST_BASE);
    return added / Math.max(base, OF_RISEN * port.level()[index]);
  }

  /** The slow level, trends in it. */
  private static double[] level(Watched watched, List<ChangeScan.Found> found) {
    double[] level = watched.model().level(without(watched, found, shape -> false));
    for (ChangeScan.Found each : found) {
      if (each.shape().trend()) {
        for (int i = each.shape().from(); i < level.length; i++) {
          level[i] += each.size() * each.shape().at(i);
        }
      }
    }
    return level;
  }

  private List<ChangeScan.Found> shapes(Watched watched) {
    return new ChangeScan(watched.model(), watched.values(), watched.variance(), BASELINE_DAYS)
        .find(config.searchThreshold(), MOST_SHAPES);
  }

  private List<int[]> runs(double[] share, boolean rise) {
    List<int[]> runs = new ArrayList<>();
    double least = config.materialShare() / 2;
    for (int i = 0; i < share.length; i++) {
      if ((rise ? share[i] : -share[i]) < least) {
        continue;
      }
      int[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (last != null && i - last[1] <= JOINED_GAP) {
        last[1] = i + 1;
      } else {
        runs.add(new int[] {i, i + 1});
      }
    }
    return runs;
  }

  /**
   * A run in which the level settles twice at different heights is two changes. What had gone the
   * other way before and goes on is part of what was to be expected: a country that did not rise
   * with the others has fallen against them, and rises from there.
   */
  private List<Episode> split(
      Watched watched,
      List<ChangeScan.Found> found,
      int[] run,
      boolean rise,
      double[] usual,
      double[] fitted,
      double[] level) {
    double[] expected =
        expected(
            watched, found, level, each -> each.size() > 0 != rise && each.shape().from() < run[0]);
    int second = secondStart(found, run, rise, usual, fitted);
    List<Episode> episodes = new ArrayList<>();
    int firstEnd = second < 0 ? run[1] : second;
    episodes.add(
        episode(
            watched, found, new int[] {run[0], run[1]}, firstEnd, rise, expected, fitted, level));
    if (second >= 0) {
      double[] before = expected(watched, found, level, each -> each.shape().from() < second - 1);
      episodes.add(
          episode(watched, found, new int[] {second, run[1]}, run[1], rise, before, fitted, level));
    }
    return episodes;
  }

  /** The slow level with those changes that are part of what is expected. */
  private static double[] expected(
      Watched watched,
      List<ChangeScan.Found> found,
      double[] level,
      Predicate<ChangeScan.Found> part) {
    List<ChangeScan.Found> parts = found.stream().filter(part).toList();
    double[] expected = new double[level.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = watched.packets(i, level[i] + changed(parts, i));
    }
    return expected;
  }

  private static int secondStart(
      List<ChangeScan.Found> found, int[] run, boolean rise, double[] expected, double[] fitted) {
    for (ChangeScan.Found each : found) {
      int at = each.shape().from();
      boolean sameWay = each.size() > 0 == rise && !each.shape().trend();
      if (!sameWay || at < run[0] + SETTLED_DAYS || run[1] - at < SETTLED_DAYS) {
        continue;
      }
      int settled = Math.min(at + each.shape().over(), run[1] - SETTLED_DAYS / 2);
      double before = extreme(run[0], at, rise, expected, fitted);
      double after = extreme(settled, run[1], !rise, expected, fitted);
      if (rise ? after > APART * before : after * APART < before) {
        return at;
      }
    }
    return -1;
  }

  private static double extreme(
      int from, int until, boolean highest, double[] expected, double[] fitted) {
    double extreme = highest ? 0 : Double.MAX_VALUE;
    for (int i = from; i < until; i++) {
      double ratio = fitted[i] / Math.max(expected[i], 1e-9);
      extreme = highest ? Math.max(extreme, ratio) : Math.min(extreme, ratio);
    }
    return extreme;
  }

  private Episode episode(
      Watched watched,
      List<ChangeScan.Found> found,
      int[] span,
      int shapesUntil,
      boolean rise,
      double[] expected,
      double[] fitted,
      double[] level) {
    double z = 0;
    for (ChangeScan.Found each : found) {
      boolean inIt =
          !each.shape().trend()
              && each.shape().from() < shapesUntil
              && each.shape().from() + each.shape().over() > span[0]
              && each.size() > 0 == rise;
      if (inIt && Math.abs(each.z()) > Math.abs(z)) {
        z = each.z();
      }
    }
    double looks = watched.values().length * LOOKS_PER_DAY;
    Predicate<Shape> within =
        shape ->
            !shape.trend() && shape.from() + shape.over() > span[0] && shape.from() < shapesUntil;
    double[] others = without(watched, found, within);
    double p = Math.min(1, looks * Math.max(Tails.normal(z), exact(watched, span, rise, expected)));
    if (p < WORTH_DOUBT) {
      Predicate<Shape> compared = within.or(Shape::trend);
      List<Shape> shapes = found.stream().map(ChangeScan.Found::shape).filter(compared).toList();
      double[] values = without(watched, found, compared);
      p = DriftInstead.explains(watched, values, shapes, span[1] - span[0]) ? 1 : p;
    }
    return new Episode(watched, span[0], span[1], rise, z, p, expected, fitted, others, level);
  }

  /** Tail of the negative binomial for the first four weeks of the span. */
  private static double exact(Watched watched, int[] span, boolean rise, double[] expected) {
    int until = Math.min(span[1], span[0] + 28);
    double mean = 0;
    double count = 0;
    for (int i = span[0]; i < until; i++) {
      double stable = watched.stabiliser().stable(watched.origin()[i]) + watched.values()[i];
      count += watched.stabiliser().count(stable);
      mean += expected[i] / watched.toPackets()[i];
    }
    double dispersion = watched.noise().dispersion() * watched.variance();
    double relative =
        dispersion
            * (watched.noise().ofMean(until - span[0])
                + watched.noise().ofMean(Math.max(7, Math.min(60, span[0]))));
    double variance = mean * Math.max(1, watched.variance()) + mean * mean * relative;
    return rise ? Tails.atLeast(count, mean, variance) : Tails.atMost(count, mean, variance);
  }

  private boolean material(Episode episode, Levels port) {
    double added = 0;
    double base = 0;
    double highest = 0;
    double dayBase = 0;
    for (int i = episode.from(); i < episode.until(); i++) {
      double day = Math.abs(episode.fitted()[i] - episode.expected()[i]);
      added += day;
      base += port.base()[i];
      highest = Math.max(highest, share(day, port, i));
      dayBase = base / (i - episode.from() + 1);
    }
    return highest >= config.materialShare()
        && added >= config.materialDays() * dayBase
        && added >= config.leastPackets();
  }

  private static double[] without(
      Watched watched, List<ChangeScan.Found> found, Predicate<Shape> kept) {
    double[] rest = watched.values().clone();
    for (ChangeScan.Found each : found) {
      if (!kept.test(each.shape())) {
        for (int i = each.shape().from(); i < each.shape().until(); i++) {
          rest[i] -= each.size() * each.shape().at(i);
        }
      }
    }
    return rest;
  }
}
