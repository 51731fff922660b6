// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

/**
 * A series in the user's words: the first rows of a ranking, over time.
 *
 * @param ranking which keys, of which packets; its limit says how many
 * @param unit how long the buckets are
 * @param sources whether each point says of how many distinct sources it is
 */
public record SeriesQuestion(RankQuestion ranking, SeriesUnit unit, boolean sources) {
  private static final int MAX_LINES = 1_000;

  /** With sources of each point where the ranking goes by them. */
  public SeriesQuestion(RankQuestion ranking, SeriesUnit unit) {
    this(ranking, unit, ranking.by() == RankBy.SOURCES);
  }

  /**
   * Checks that the answer has an end.
   *
   * @throws IllegalArgumentException if there would be too many lines or buckets
   */
  public SeriesQuestion {
    if (ranking.limit() > MAX_LINES) {
      throw new IllegalArgumentException(
          "the limit of a series must be 1 to " + MAX_LINES + ", not " + ranking.limit());
    }
    Buckets.of(ranking.period(), unit);
  }

  /** The buckets of the period. */
  Buckets buckets() {
    return Buckets.of(ranking.period(), unit);
  }
}
