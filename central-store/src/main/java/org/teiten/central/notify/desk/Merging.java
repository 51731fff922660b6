// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.desk;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.teiten.central.notify.select.Evidence;
import org.teiten.central.notify.select.NoticedSource;
import org.teiten.central.notify.select.SelectionQuestion;

/** Two findings about one source as one. */
final class Merging {
  private Merging() {}

  /**
   * Joins them. The selections may overlap, so the larger number of packets and of sensors stands,
   * and equal lines of evidence are one.
   */
  static NoticedSource join(NoticedSource one, NoticedSource other) {
    List<Evidence> lines =
        Stream.concat(one.evidence().stream(), other.evidence().stream())
            .distinct()
            .sorted(Comparator.comparing(Evidence::time).reversed())
            .limit(SelectionQuestion.MAX_LINES)
            .toList();
    return new NoticedSource(
        one.address(),
        other.country(),
        other.network(),
        Math.max(one.packets(), other.packets()),
        Math.max(one.sensors(), other.sensors()),
        one.first().isBefore(other.first()) ? one.first() : other.first(),
        one.last().isAfter(other.last()) ? one.last() : other.last(),
        Stream.concat(one.marks().stream(), other.marks().stream()).distinct().sorted().toList(),
        lines,
        other.organisation(),
        other.why());
  }
}
