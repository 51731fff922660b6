// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;

/** Puts keys in order and finds their previous ranks. Pure. */
final class Ranking {
  /** Past it a previous rank is not told: JPCERT/CC's "outside of the top 10". */
  static final int PREVIOUS_LIMIT = 10;

  /**
   * A key with its rank.
   *
   * @param previousRank null if unseen before, or past {@link #PREVIOUS_LIMIT}
   */
  record Ranked<T>(T entry, int rank, Integer previousRank) {}

  private Ranking() {}

  /**
   * Ranks entries: the largest measure first, of equal ones the smaller key.
   *
   * @param current entries of the period
   * @param previous entries of the period before
   * @param limit most ranks
   */
  static <T, K extends Comparable<? super K>> List<Ranked<T>> rank(
      List<T> current,
      List<T> previous,
      java.util.function.Function<T, K> key,
      ToDoubleFunction<T> measure,
      int limit) {
    Comparator<T> order = Comparator.comparingDouble(measure).reversed().thenComparing(key);
    Map<K, Integer> before = new HashMap<>();
    first(previous, order, PREVIOUS_LIMIT).stream()
        .filter(entry -> measure.applyAsDouble(entry) > 0)
        .forEach(entry -> before.put(key.apply(entry), before.size() + 1));
    List<Ranked<T>> ranked = new ArrayList<>();
    for (T entry : first(current, order, limit)) {
      ranked.add(new Ranked<>(entry, ranked.size() + 1, before.get(key.apply(entry))));
    }
    return ranked;
  }

  /** The first entries in an order; there are thousands, and ten are asked for. */
  private static <T> List<T> first(List<T> entries, Comparator<T> order, int limit) {
    PriorityQueue<T> lastAtHead = new PriorityQueue<>(order.reversed());
    for (T entry : entries) {
      if (lastAtHead.size() < limit) {
        lastAtHead.add(entry);
      } else if (order.compare(entry, lastAtHead.element()) < 0) {
        lastAtHead.remove();
        lastAtHead.add(entry);
      }
    }
    List<T> first = new ArrayList<>(lastAtHead);
    first.sort(order);
    return first;
  }
}
