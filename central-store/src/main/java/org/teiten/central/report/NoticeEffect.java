// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the notices of a quarter did. Counts are null where the edition does not tell them.
 *
 * @param followedTo the last day that was looked at, ISO 8601
 * @param notices how many
 * @param recipients how many organisations were told
 * @param sources that somebody was told about
 * @param compared of these, those that are compared with others
 * @param comparable the others
 * @param silent of those compared, and {@code returned} of these, those that were seen again
 * @param within shares within 7, 14 and 30 days; empty if there are too few
 * @param ofOneCountry whether they are compared with sources of their own country
 * @param ratio how many times as fast the notified fell silent, null if it cannot be told
 * @param answers sources by what their recipient said
 * @param byRecipient most sources first; of the internal edition
 * @param curve shares by day after the notice, of the figure
 */
public record NoticeEffect(
    String followedTo,
    Long notices,
    Long recipients,
    long sources,
    long compared,
    long comparable,
    Long silent,
    Long returned,
    List<Shares> within,
    boolean ofOneCountry,
    Interval ratio,
    Map<String, Long> answers,
    List<Recipient> byRecipient,
    List<Shares> curve) {
  /** Puts the answers in order, for the report's bytes are the same each time. */
  public NoticeEffect {
    answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
  }

  /** A number and its interval of 95 %. */
  public record Interval(double value, double low, double high) {}

  /**
   * Shares that fell silent within so many days, null where they are not known.
   *
   * @param told of the notified
   * @param comparable of the others
   */
  public record Shares(int days, Interval told, Interval comparable) {}

  /**
   * One organisation.
   *
   * @param week shares within 7 days, null if there are too few
   * @param medianDays within which half fell silent, null if not known
   */
  public record Recipient(
      String name, long sources, long compared, Shares week, Integer medianDays) {}
}
