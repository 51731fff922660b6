// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

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
   * Daily packets of these series by country and one more dimension, over the same days as the
   * observations; sources may be 0.
   */
  Map<Key, DailyCounts> of(Set<Series> series, Dimension dimension);
}
