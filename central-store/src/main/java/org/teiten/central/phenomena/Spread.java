// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Over which groups of sensors a change reaches. */
public enum Spread {
  /** All groups that can tell see it, two or more. */
  GLOBAL("global"),
  /** Some groups see it, not all. */
  PARTIAL("partial"),
  /** One group sees it, others that could tell do not. */
  LOCAL("local"),
  /** Fewer than two groups can tell. */
  UNCLEAR("unclear");

  private static final double HALF = 0.5;
  private static final double TENTH = 0.1;
  private static final double ENOUGH_PACKETS = 50;

  private final String label;

  Spread(String label) {
    this.label = label;
  }

  /** The word in answers. */
  public String label() {
    return label;
  }

  /** From what each group sees: true, false, or null where it cannot tell. */
  public static Spread of(List<Boolean> seen) {
    long telling = seen.stream().filter(Objects::nonNull).count();
    long seeing = seen.stream().filter(Boolean.TRUE::equals).count();
    if (telling < 2 || seeing == 0) {
      return UNCLEAR;
    }
    return seeing == telling ? GLOBAL : seeing == 1 ? LOCAL : PARTIAL;
  }

  /**
   * Which groups see a change. A group can tell if 50 packets were added there, or would have been
   * at the mean of all groups. It sees the change if its level moved at least half as far as where
   * it moved farthest, as a part of the higher of both levels, and by at least a tenth as many
   * packets per address-day as where most were added.
   *
   * @return for each group true, false, or null where it cannot tell
   */
  public static List<Boolean> seen(boolean rise, List<Movement> groups) {
    List<Movement> telling = telling(rise, groups);
    List<Boolean> seen = new ArrayList<>();
    for (Movement group : groups) {
      seen.add(telling.contains(group) ? sees(rise, group, telling) : null);
    }
    return seen;
  }

  /** Whether one sensor or group moved as those did that can tell. */
  static boolean sees(boolean rise, Movement one, List<Movement> telling) {
    double farthest = telling.stream().mapToDouble(each -> each.part(rise)).max().orElse(0);
    double most = telling.stream().mapToDouble(each -> each.added(rise)).max().orElse(0);
    return farthest > 0 && one.part(rise) >= HALF * farthest && one.added(rise) >= TENTH * most;
  }

  /** The groups that can tell. */
  static List<Movement> telling(boolean rise, List<Movement> groups) {
    double added = 0;
    double addressDays = 0;
    for (Movement group : groups) {
      if (!Double.isNaN(group.added(rise))) {
        added += group.added(rise) * group.addressDays();
        addressDays += group.addressDays();
      }
    }
    double usual = addressDays > 0 ? added / addressDays : 0;
    return groups.stream()
        .filter(group -> Math.max(usual, group.added(rise)) * group.addressDays() >= ENOUGH_PACKETS)
        .toList();
  }
}
