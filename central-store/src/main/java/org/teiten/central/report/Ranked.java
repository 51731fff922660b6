// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Rankings by rate of packets that were counted by key and sensor. */
final class Ranked {
  static final int TOP = 10;

  private record Entry(String key, double rate, double packets) {}

  private final RateEstimate now;
  private final double[] observed;
  private final RateEstimate before;
  private final double[] observedBefore;

  /** Of a period and the one before. */
  Ranked(RateEstimate now, double[] observed, RateEstimate before, double[] observedBefore) {
    this.now = now;
    this.observed = observed;
    this.before = before;
    this.observedBefore = observedBefore;
  }

  /**
   * The largest, with their ranks of the period before.
   *
   * @param text of a key; equal rates are in the order of keys' text
   * @param service name of a text, or null
   */
  List<ReportContents.Row> rows(
      Map<String, double[]> current,
      Map<String, double[]> previous,
      UnaryOperator<String> text,
      UnaryOperator<String> service,
      int limit,
      boolean counts) {
    List<Entry> entries = entries(current, now, observed, text);
    List<Entry> earlier = entries(previous, before, observedBefore, text);
    Map<String, Integer> ranks = new HashMap<>();
    Map<String, Double> rates = new HashMap<>();
    for (Entry entry : earlier) {
      rates.put(entry.key(), entry.rate());
      if (ranks.size() < TOP) {
        ranks.put(entry.key(), ranks.size() + 1);
      }
    }
    List<ReportContents.Row> rows = new ArrayList<>();
    for (Entry entry : entries.subList(0, Math.min(limit, entries.size()))) {
      Double rateBefore = rates.get(entry.key());
      rows.add(
          new ReportContents.Row(
              rows.size() + 1,
              entry.key(),
              service.apply(entry.key()),
              now.shown(entry.rate()),
              rateBefore == null ? null : Double.valueOf(now.shown(rateBefore)),
              ranks.get(entry.key()),
              counts ? Long.valueOf((long) entry.packets()) : null,
              null));
    }
    return rows;
  }

  private static List<Entry> entries(
      Map<String, double[]> totals,
      RateEstimate estimate,
      double[] observed,
      UnaryOperator<String> text) {
    List<Entry> entries = new ArrayList<>();
    totals.forEach(
        (key, packets) -> {
          double rate = estimate.rate(packets, observed);
          if (rate > 0) {
            double sum = 0;
            for (int s = 0; s < packets.length; s++) {
              sum += observed[s] > 0 ? packets[s] : 0;
            }
            entries.add(new Entry(text.apply(key), rate, sum));
          }
        });
    entries.sort(Comparator.comparingDouble(Entry::rate).reversed().thenComparing(Entry::key));
    return entries;
  }

  /** The largest parts of a whole, with their shares. */
  static List<ReportContents.Share> shares(
      Map<String, double[]> totals,
      RateEstimate estimate,
      double[] observed,
      UnaryOperator<String> text,
      UnaryOperator<String> name,
      int limit,
      double least) {
    double[] all = new double[observed.length];
    totals.values().forEach(packets -> add(all, packets));
    double whole = estimate.rate(all, observed);
    List<Entry> entries = entries(totals, estimate, observed, text);
    return entries.stream()
        .limit(limit)
        .filter(entry -> whole > 0 && entry.rate() / whole >= least)
        .map(
            entry ->
                new ReportContents.Share(
                    entry.key(),
                    name.apply(entry.key()),
                    estimate.shown(entry.rate()),
                    percent(entry.rate() / whole)))
        .toList();
  }

  static void add(double[] into, double[] more) {
    for (int s = 0; s < into.length; s++) {
      into[s] += more[s];
    }
  }

  /** A share to the tenth of a percent. */
  static double percent(double share) {
    return Math.round(share * 1_000) / 1_000.0;
  }
}
