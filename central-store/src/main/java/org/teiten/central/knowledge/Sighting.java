// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.knowledge;

import java.time.LocalDate;
import java.util.Map;

/**
 * What was observed, as far as knowledge is held against it.
 *
 * @param port {@code 445/tcp}
 * @param backscatter whether it is replies: then the port is the victim's, and nobody attacks it
 *     here
 * @param start first day
 * @param periodEnd last day of the period: what was public by then was known then
 * @param marks share of the change's packets by fingerprint, 0 to 1
 */
public record Sighting(
    String port,
    boolean backscatter,
    LocalDate start,
    LocalDate periodEnd,
    Map<String, Double> marks) {
  /** Copies the map. */
  public Sighting {
    marks = Map.copyOf(marks);
  }
}
