// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.teiten.flowtuple.IpAddress;

/**
 * Finds for each notified source others that are like it: of its country where there are any, and
 * nearest in what they sent before. Those that are hardest to match choose first, and all choose
 * one before any chooses a second, so that nobody stands for two where it can be helped.
 */
final class Matching {
  /** Comparable sources of one notified source at most. */
  static final int MOST = 5;

  private static final int NEAREST = 200;

  private record Near(Profile other, boolean sameCountry, double distance) {}

  private static final Comparator<Near> NEAREST_FIRST =
      Comparator.comparing(Near::sameCountry)
          .reversed()
          .thenComparingDouble(Near::distance)
          .thenComparingLong(near -> scattered(near.other().source()));

  private final Set<IpAddress> used = new HashSet<>();
  private int reused;

  /** Whom a notified source is compared with; nobody if nobody is like it. */
  record Match(Profile told, List<Profile> comparable) {}

  /** How many stand for more than one. */
  int reused() {
    return reused;
  }

  /** Matches. Who was chosen in a call before is not chosen again unless there is nobody else. */
  List<Match> match(List<Profile> told, List<Profile> others) {
    List<List<Near>> near = new ArrayList<>();
    List<Match> matches = new ArrayList<>();
    for (Profile one : told) {
      near.add(nearest(one, others));
      matches.add(new Match(one, new ArrayList<>()));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < matches.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.<Integer>comparingInt(i -> near.get(i).size())
            .thenComparingLong(i -> scattered(matches.get(i).told().source())));
    int[] tried = new int[matches.size()];
    for (int round = 0; round < MOST; round++) {
      for (int i : order) {
        choose(near.get(i), tried, i, matches.get(i).comparable());
      }
    }
    for (int i : order) {
      if (matches.get(i).comparable().isEmpty() && !near.get(i).isEmpty()) {
        matches.get(i).comparable().add(near.get(i).get(0).other());
        reused++;
      }
    }
    return matches;
  }

  private void choose(List<Near> near, int[] tried, int at, List<Profile> chosen) {
    while (tried[at] < near.size()) {
      Profile next = near.get(tried[at]++).other();
      if (used.add(next.source())) {
        chosen.add(next);
        return;
      }
    }
  }

  private static List<Near> nearest(Profile told, List<Profile> others) {
    PriorityQueue<Near> near = new PriorityQueue<>(NEAREST_FIRST.reversed());
    for (Profile other : others) {
      double distance = told.distance(other);
      if (distance < Double.POSITIVE_INFINITY) {
        near.add(new Near(other, told.country().equals(other.country()), distance));
        if (near.size() > NEAREST) {
          near.remove();
        }
      }
    }
    List<Near> sorted = new ArrayList<>(near);
    sorted.sort(NEAREST_FIRST);
    return sorted;
  }

  /** An order in which neighbours are not neighbours. */
  private static long scattered(IpAddress source) {
    long z = source.high() * 31 + source.low() + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
