// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins the episodes of one port to changes: one per change, at the narrowest origin that carries
 * most of it.
 */
final class Attribution {
  private static final double MOST = 0.7;
  private static final double BROAD = 0.5;
  private static final int SAME_START = 7;
  private static final int SAME_BROAD_START = 4;
  private static final int SIZED_DAYS = 42;
  private static final Set<String> NO_COUNTRY = Set.of("unknown", "special", "unattributed");

  private final PortCounts counts;
  private final double[] base;
  private final double materialShare;

  Attribution(PortCounts counts, double[] base, double materialShare) {
    this.counts = counts;
    this.base = base;
    this.materialShare = materialShare;
  }

  List<Change> join(List<Dated> common, List<Dated> byCountry) {
    List<Dated> open = new ArrayList<>(byCountry);
    open.removeIf(each -> !standsAlone(each));
    open.sort(Comparator.comparingDouble(each -> each.episode().p()));
    List<Change> changes = new ArrayList<>();
    for (Dated lead : common) {
      Change change = new Change(lead, List.of(lead), null);
      Map<String, Sizes.Size> sizes = sizes(lead).of(counts.packets());
      boolean broad = broad(lead, open, sizes);
      List<Dated> joined = new ArrayList<>();
      for (Dated each : open) {
        if (each.episode().rise() == lead.episode().rise()
            && each.startsWithin(broad ? SAME_BROAD_START : SAME_START, lead)) {
          joined.add(each);
          change = change.withMore(each);
        }
      }
      open.removeAll(joined);
      changes.add(narrowed(change, sizes));
    }
    while (!open.isEmpty()) {
      Dated lead = open.remove(0);
      Change change = new Change(lead, List.of(lead), null);
      List<Dated> joined = new ArrayList<>();
      for (Dated each : open) {
        if (each.episode().rise() == lead.episode().rise() && each.startsWithin(SAME_START, lead)) {
          joined.add(each);
          change = change.withMore(each);
        }
      }
      open.removeAll(joined);
      changes.add(
          joined.isEmpty()
              ? new Change(lead, change.episodes(), named(lead.country()))
              : narrowed(change, sizes(lead).of(counts.packets())));
    }
    return changes;
  }

  /** Whether the countries without an episode of their own carry at least half of it. */
  private boolean broad(Dated lead, List<Dated> open, Map<String, Sizes.Size> sizes) {
    Set<String> own = new HashSet<>();
    for (Dated each : open) {
      if (each.startsWithin(SAME_START, lead)) {
        own.add(each.country());
      }
    }
    double all = 0;
    double rest = 0;
    for (Map.Entry<String, Sizes.Size> each : sizes.entrySet()) {
      all += each.getValue().added();
      rest += own.contains(each.getKey()) ? 0 : each.getValue().added();
    }
    return rest / all >= BROAD;
  }

  private Change narrowed(Change change, Map<String, Sizes.Size> sizes) {
    double all = sizes.values().stream().mapToDouble(Sizes.Size::added).sum();
    for (Map.Entry<String, Sizes.Size> each : sizes.entrySet()) {
      if (each.getValue().added() / all >= MOST) {
        Dated lead =
            change.episodes().stream()
                .filter(episode -> each.getKey().equals(episode.country()))
                .findFirst()
                .orElse(change.lead());
        return new Change(lead, change.episodes(), named(each.getKey()));
      }
    }
    return change;
  }

  private static String named(String country) {
    return NO_COUNTRY.contains(country) ? null : country;
  }

  /** A country that only keeps still while the others move has not changed. */
  private boolean standsAlone(Dated dated) {
    Sizes.Size size = sizes(dated).of(counts.packets().get(dated.country()));
    double added = dated.episode().rise() ? size.added() : -size.added();
    double portBase = 0;
    for (int i = dated.from(); i < sizedUntil(dated); i++) {
      portBase += base[i];
    }
    return added >= materialShare / 2 * portBase;
  }

  private Sizes sizes(Dated dated) {
    return new Sizes(counts.exposure(), base, dated.from(), sizedUntil(dated));
  }

  private static int sizedUntil(Dated dated) {
    return Math.min(dated.shape().until(), dated.from() + SIZED_DAYS);
  }
}
