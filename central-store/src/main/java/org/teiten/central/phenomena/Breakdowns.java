// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/** Counts of few series in more detail, asked for once the changes are known. */
public interface Breakdowns {
  /**
   * What is counted apart.
   *
   * @param series the series
   * @param country of the sources
   * @param value of the dimension; an AS number is written in digits
   */
  record Key(Series series, String country, String value) {}

  /**
   * Packets of these series by country and one more dimension, day by day over the same days as the
   * observations.
   */
  Map<Key, double[]> of(Set<Series> series, Dimension dimension);

  /**
   * Distinct sources of a series on some days by group of sensors.
   *
   * @param country of the sources, null for all but those apart
   * @param apart countries that are left out
   * @param to last day
   * @return empty where sources are not known one by one
   */
  default Map<String, Long> sources(
      Series series, String country, Set<String> apart, LocalDate from, LocalDate to) {
    return Map.of();
  }
}
