// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.time.LocalDate;
import java.util.List;

/**
 * A notable change in what is observed.
 *
 * @param kind how the level changed
 * @param series of which class and port
 * @param country where the change comes from if one country carries most of it, else null
 * @param networks AS numbers that together carry most of it, largest first; empty if no few do
 * @param start first day
 * @param end last day, null while it goes on at the end of what is stored
 * @param factor observed over expected packets on the covered days from start to end or to the end
 *     of the period
 * @param packetsAdded observed less expected packets on those days; negative for a fall
 * @param sourcesAdded the same of the distinct sources of each day
 * @param shareOfPort packets added over all packets of the port on those days
 * @param significance p value after all looks at its series, before the correction for many series
 * @param explainedBy what carries it, by kind, the largest first
 * @param leaveOut the port's rank with and without it
 * @param seenBy which groups of sensors see it
 */
public record Phenomenon(
    PhenomenonKind kind,
    Series series,
    String country,
    List<Long> networks,
    LocalDate start,
    LocalDate end,
    double factor,
    double packetsAdded,
    double sourcesAdded,
    double shareOfPort,
    double significance,
    List<Explanation> explainedBy,
    LeaveOut leaveOut,
    SeenBy seenBy) {
  /** Copies the lists. */
  public Phenomenon {
    networks = List.copyOf(networks);
    explainedBy = List.copyOf(explainedBy);
  }

  /** The same for the same change of the same data. */
  public String id() {
    return String.join(
        "-",
        series.trafficClass().label(),
        series.port().replace('/', '-'),
        country == null ? "all" : country,
        start.toString());
  }

  /** Size for the order of a list: what was added, and how far from the expected it is. */
  double notability() {
    return Math.log1p(Math.abs(packetsAdded)) * (0.2 + Math.abs(Math.log(Math.max(factor, 1e-3))));
  }
}
