// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

import java.time.Duration;
import java.util.List;

/**
 * What a sensor says of itself once a minute, whether it has batches to deliver or not: a sensor
 * that observes nothing has none.
 *
 * @param clockMillis its clock, milliseconds since 1970
 * @param observing whether packets would be seen if there were any
 * @param lagSeconds for how long the oldest interval that the centre lacks has waited, 0 if none
 * @param waitingBatches that the centre lacks
 * @param asideBatches files that a human must look at, since the process started
 * @param reasons what is not as it should be, a sentence each: at most {@value #MAX_REASONS} of at
 *     most {@value #MAX_REASON} characters, which are printable ASCII
 */
public record SensorState(
    long clockMillis,
    boolean observing,
    long lagSeconds,
    long waitingBatches,
    long asideBatches,
    List<String> reasons) {
  public static final int MAX_REASONS = 8;
  public static final int MAX_REASON = 300;

  /** The longest that an interval is believed to have waited. */
  public static final long MAX_LAG_SECONDS = Duration.ofDays(10 * 366).toSeconds();

  /** The latest clock: the end of the year 9999. */
  public static final long MAX_CLOCK_MILLIS = 253_402_300_799_999L;

  /**
   * Holds a state to its bounds.
   *
   * @throws IllegalArgumentException that says which is not kept
   */
  public SensorState {
    reasons = List.copyOf(reasons);
    require(clockMillis >= 0 && clockMillis <= MAX_CLOCK_MILLIS, "clock");
    require(lagSeconds >= 0 && lagSeconds <= MAX_LAG_SECONDS, "lag_seconds");
    require(waitingBatches >= 0, "waiting_batches");
    require(asideBatches >= 0, "aside_batches");
    require(reasons.size() <= MAX_REASONS, "reasons");
    reasons.forEach(reason -> require(reason.matches("[ -~]{1," + MAX_REASON + "}"), "reasons"));
  }

  private static void require(boolean kept, String name) {
    if (!kept) {
      throw new IllegalArgumentException("the state's " + name + " is out of bounds");
    }
  }

  /** A sentence as it may stand among reasons: what is not printable is a question mark. */
  public static String reason(String sentence) {
    String printable = sentence.strip().replaceAll("[^ -~]", "?");
    if (printable.isEmpty()) {
      return "?";
    }
    return printable.length() > MAX_REASON ? printable.substring(0, MAX_REASON) : printable;
  }
}
