// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.util.List;
import java.util.Map;

/**
 * What the notices about some sources did.
 *
 * @param key of the group, null for all
 * @param name of a recipient, else the key
 * @param notices how many
 * @param sources that somebody was told about
 * @param silentBefore of these, those that had been silent for a week when their notice went out
 * @param tooEarly of these, those of which nothing can be said yet
 * @param unmatched of these, those for which there is nobody comparable
 * @param compared the others
 * @param comparable sources that nobody was told about, with which these are compared
 * @param sameCountry share of them that are of the country of whom they are compared with
 * @param answers how many by what the recipient said
 * @param silent how many of those compared fell silent, and {@code returned} of these, how many
 *     were seen again
 * @param comparableSilent the same of the comparable ones, and {@code comparableReturned}
 * @param within shares that fell silent within 7, 14 and 30 days; empty if there are too few
 * @param medianDays days within which half of the notified fell silent, null if not known
 * @param comparableMedianDays the same of the comparable ones
 * @param hazardRatio how many times as fast the notified fell silent, null if it cannot be told
 * @param probability of a difference as large by chance (log-rank test), null if it cannot be told
 * @param curve shares by days since the notice
 */
public record Effect(
    String key,
    String name,
    long notices,
    long sources,
    long silentBefore,
    long tooEarly,
    long unmatched,
    long compared,
    long comparable,
    Double sameCountry,
    Map<String, Long> answers,
    long silent,
    long returned,
    long comparableSilent,
    long comparableReturned,
    List<Within> within,
    Integer medianDays,
    Integer comparableMedianDays,
    Estimate hazardRatio,
    Double probability,
    List<Within> curve) {
  /** Fewer sources give no share. */
  public static final int LEAST = 10;

  /**
   * With fewer of the same country no test is told: what happens to a whole country on a day is
   * then taken for an effect (in simulations without any, in 22 % instead of 5 %).
   */
  public static final double LEAST_SAME_COUNTRY = 0.8;

  /**
   * Shares that fell silent within so many days; null where nobody was followed as long.
   *
   * @param told of the notified
   * @param comparable of the others
   * @param difference of the two
   */
  public record Within(int days, Estimate told, Estimate comparable, Estimate difference) {}

  /** Whether so many are compared with sources of their own country that a test can be told. */
  public boolean ofOneCountry() {
    return sameCountry != null && sameCountry >= LEAST_SAME_COUNTRY;
  }

  /** Whether there are enough sources for a share. */
  public boolean enough() {
    return compared >= LEAST && comparable >= LEAST;
  }
}
