// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures the noise over all series, then looks at each port and each of its countries. */
final class Scan {
  private static final int MEASURED_ON = 60;
  private static final double[] ENOUGH_PACKETS = {40, 20, 10};
  private static final int ENOUGH_SERIES = 30;
  private static final double ENOUGH_EFFECTIVE = 50;
  private static final int FEW_SERIES = 5;
  private static final double LEAST_COMMON = 0.7;
  private static final Noise ASSUMED = new Noise(0.15, 0.5);
  private static final double FEWEST_PACKETS = 50;
  private static final double MOVING = 0.01;

  private final DetectionConfig config;
  private final Observations observations;
  private final Calendar calendar;
  private final Exposure exposure;
  private final WeekdayRhythm rhythm;
  private final ErrorModels models;
  private Noise countryNoise = ASSUMED;
  private double commonOverIndependent = 1;

  Scan(DetectionConfig config, Observations observations, Exposure exposure) {
    this.config = config;
    this.observations = observations;
    this.exposure = exposure;
    this.calendar = new Calendar(observations.first(), exposure.overall());
    this.models = new ErrorModels(calendar, config.slopeVariance());
    List<Series> largest =
        observations.series().stream()
            .sorted(Comparator.comparingLong(observations::packets).reversed())
            .limit(MEASURED_ON)
            .toList();
    this.rhythm = rhythm(largest);
    measure(largest);
  }

  Calendar calendar() {
    return calendar;
  }

  Noise countryNoise() {
    return countryNoise;
  }

  double commonOverIndependent() {
    return commonOverIndependent;
  }

  /**
   * What was found in one port.
   *
   * @param counts its counts
   * @param base packets a day without any change
   * @param common what all its countries do together
   * @param changes that may stand
   * @param tested how many series were looked at for them
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Looked(
      PortCounts counts, double[] base, Watched common, List<Change> changes, int tested) {}

  /** Looks at one port; null if too little was ever seen there. Any thread. */
  Looked look(Series series) {
    if (observations.packets(series) < FEWEST_PACKETS) {
      return null;
    }
    PortCounts counts = counts(series);
    EpisodeScan scan = new EpisodeScan(config);
    Watched common = common(counts, Set.of());
    EpisodeScan.Levels levels = scan.levels(common);
    List<Dated> apart = new ArrayList<>();
    boolean known = counts.usual() >= EpisodeScan.SMALLEST_BASE;
    Set<String> moving = new HashSet<>();
    int tested = 1;
    for (String country : counts.packets().keySet()) {
      if (!known || !couldMatter(counts, country, levels.base())) {
        continue;
      }
      tested++;
      CommonIndex others = CommonIndex.of(counts, Set.of(country), countryNoise.dispersion());
      Watched watched = Watched.country(counts, country, others, countryNoise, models);
      List<Episode> episodes = scan.episodes(watched, levels);
      if (episodes.stream().anyMatch(each -> each.p() < MOVING)) {
        moving.add(country);
      }
      apart.addAll(dated(episodes));
    }
    if (!moving.isEmpty() && othersPrevail(counts, moving)) {
      common = common(counts, moving);
      levels = scan.levels(common);
    }
    double[] base = levels.base();
    List<Dated> together = dated(scan.episodes(common, levels));
    return new Looked(
        counts,
        base,
        common,
        new Attribution(counts, base, config.materialShare()).join(together, apart),
        tested);
  }

  private static List<Dated> dated(List<Episode> episodes) {
    return episodes.stream().map(Dated::of).filter(each -> !each.shape().trend()).toList();
  }

  PortCounts counts(Series series) {
    return new PortCounts(observations, series, calendar, exposure, rhythm);
  }

  private Watched common(PortCounts counts, Set<String> without) {
    CommonIndex index = CommonIndex.of(counts, without, countryNoise.dispersion());
    return Watched.common(counts, index, commonNoise(index), models);
  }

  private static boolean othersPrevail(PortCounts counts, Set<String> moving) {
    double theirs = moving.stream().mapToDouble(counts::usual).sum();
    return theirs < counts.usual() / 2;
  }

  private Noise commonNoise(CommonIndex index) {
    return new Noise(
        Math.max(0.0004, commonOverIndependent * index.sharedVariance()),
        countryNoise.correlation());
  }

  /**
   * Whether enough was seen, and its busiest and quietest week differ by what could be material.
   */
  private boolean couldMatter(PortCounts counts, String country, double[] base) {
    double[] packets = counts.packets().get(country);
    double highest = 0;
    double lowest = Double.MAX_VALUE;
    double sum = 0;
    double seen = 0;
    double all = 0;
    for (int i = 0; i < packets.length; i++) {
      sum += packets[i];
      all += packets[i];
      seen += counts.exposure()[i];
      if (i >= 7) {
        sum -= packets[i - 7];
        seen -= counts.exposure()[i - 7];
      }
      if (i >= 6) {
        highest = Math.max(highest, sum / seen);
        lowest = Math.min(lowest, sum / seen);
      }
    }
    double usualBase = 0;
    for (int i = 0; i < base.length; i++) {
      usualBase += base[i] / counts.exposure()[i] / base.length;
    }
    return all >= config.leastPackets()
        && highest - lowest >= config.materialShare() / 3 * usualBase;
  }

  private WeekdayRhythm rhythm(List<Series> largest) {
    WeekdayRhythm none = new WeekdayRhythm(calendar, List.of());
    List<double[]> rates = new ArrayList<>();
    for (Series series : largest.subList(0, Math.min(20, largest.size()))) {
      PortCounts counts = new PortCounts(observations, series, calendar, exposure, none);
      double[] rate = counts.totalPackets();
      for (int i = 0; i < rate.length; i++) {
        rate[i] /= counts.exposure()[i];
      }
      rates.add(rate);
    }
    return new WeekdayRhythm(calendar, rates);
  }

  private void measure(List<Series> largest) {
    List<PortCounts> measured = largest.stream().map(this::counts).toList();
    for (double enough : ENOUGH_PACKETS) {
      Noise.Estimate countries = new Noise.Estimate();
      measured.forEach(counts -> addCountries(countries, counts, enough));
      if (countries.size() >= ENOUGH_SERIES) {
        countryNoise = countries.noise();
        break;
      }
    }
    List<Double> ratios = new ArrayList<>();
    for (PortCounts counts : measured) {
      CommonIndex index = CommonIndex.of(counts, Set.of(), countryNoise.dispersion());
      if (index.effective() >= ENOUGH_EFFECTIVE) {
        Noise.Estimate common = new Noise.Estimate();
        common.add(logarithms(index.ratio(), null, null), 1 / index.effective());
        ratios.add(
            common.ofCorrelation(countryNoise.correlation()).dispersion()
                / Math.max(1e-6, index.sharedVariance()));
      }
    }
    if (ratios.size() >= FEW_SERIES) {
      commonOverIndependent =
          Math.max(
              LEAST_COMMON,
              Statistics.median(ratios.stream().mapToDouble(Double::doubleValue).toArray()));
    }
  }

  private void addCountries(Noise.Estimate countries, PortCounts counts, double enough) {
    CommonIndex index = CommonIndex.of(counts, Set.of(), countryNoise.dispersion());
    for (Map.Entry<String, double[]> country : counts.packets().entrySet()) {
      double usual = counts.usual(country.getKey());
      if (usual >= enough && usual < counts.usual() / 2) {
        countries.add(logarithms(country.getValue(), counts.exposure(), index.ratio()), 1 / usual);
      }
    }
  }

  private static double[] logarithms(double[] counts, double[] exposure, double[] common) {
    double[] logarithms = new double[counts.length];
    for (int i = 0; i < logarithms.length; i++) {
      logarithms[i] =
          exposure == null
              ? Math.log(counts[i] + 1e-3)
              : Math.log((counts[i] + 0.5) / exposure[i] / Math.max(common[i], 1e-3));
    }
    return logarithms;
  }
}
