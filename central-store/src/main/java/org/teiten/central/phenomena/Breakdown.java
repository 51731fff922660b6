// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes changes apart along every dimension. */
final class Breakdown {
  private static final double LEAST_SHARE = 0.05;
  private static final int MOST_VALUES = 10;
  private static final double FEW_CARRY = 0.5;
  private static final double ENOUGH = 0.8;

  private final Map<Dimension, Map<Breakdowns.Key, double[]>> details =
      new EnumMap<>(Dimension.class);
  private final Calendar calendar;

  Breakdown(Breakdowns breakdowns, Set<Series> series, Calendar calendar) {
    this.calendar = calendar;
    for (Dimension dimension : Dimension.values()) {
      if (dimension != Dimension.COUNTRY && !series.isEmpty()) {
        details.put(dimension, breakdowns.of(series, dimension));
      }
    }
  }

  /**
   * What carries a change.
   *
   * @param country the only one it is about, null for all
   * @param apart countries that are left out
   */
  List<Explanation> explain(PortCounts counts, Sizes sizes, String country, Set<String> apart) {
    List<Explanation> explained = new ArrayList<>();
    if (country == null) {
      Map<String, double[]> parts = new TreeMap<>(counts.packets());
      parts.keySet().removeAll(apart);
      explained.addAll(largest(Dimension.COUNTRY, sizes.of(parts)));
    }
    details.forEach(
        (dimension, detail) ->
            explained.addAll(
                largest(dimension, sizes.of(parts(detail, counts.series(), country, apart)))));
    return explained;
  }

  /** The few networks that carry most of a change, empty if no few do. */
  static List<Long> networks(List<Explanation> explained) {
    List<Long> networks = new ArrayList<>();
    double carried = 0;
    for (Explanation each : explained) {
      if (each.kind() == Dimension.NETWORK && carried < ENOUGH && !"0".equals(each.value())) {
        networks.add(Long.parseLong(each.value()));
        carried += each.share();
      }
    }
    return carried >= FEW_CARRY ? networks : List.of();
  }

  /** Packets by sensor and observed day. */
  Map<String, double[]> bySensor(Series series, String country, Set<String> apart) {
    return parts(details.get(Dimension.SENSOR), series, country, apart);
  }

  private Map<String, double[]> parts(
      Map<Breakdowns.Key, double[]> detail, Series series, String country, Set<String> apart) {
    Map<String, double[]> parts = new TreeMap<>();
    detail.forEach(
        (key, packets) -> {
          boolean included =
              country == null ? !apart.contains(key.country()) : country.equals(key.country());
          if (key.series().equals(series) && included) {
            double[] observed = calendar.observed(packets);
            parts.merge(key.value(), observed, Breakdown::sum);
          }
        });
    return parts;
  }

  private static double[] sum(double[] one, double[] other) {
    double[] sum = one.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }

  private static List<Explanation> largest(Dimension dimension, Map<String, Sizes.Size> sizes) {
    double all = sizes.values().stream().mapToDouble(Sizes.Size::added).sum();
    List<Explanation> explained = new ArrayList<>();
    if (all == 0) {
      return explained;
    }
    sizes.forEach(
        (value, size) -> {
          double share = size.added() / all;
          if (share >= LEAST_SHARE) {
            explained.add(new Explanation(dimension, value, share));
          }
        });
    explained.sort(Comparator.comparingDouble(Explanation::share).reversed());
    return explained.subList(0, Math.min(MOST_VALUES, explained.size()));
  }
}
