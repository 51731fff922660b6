// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

import java.time.Instant;

/**
 * An aligned span of time, half-open, named by its start, UTC.
 *
 * @param startSeconds seconds since 1970-01-01T00:00:00Z, a multiple of the length, not negative
 * @param lengthSeconds 1 to 3,600, a divisor of 3,600
 */
public record Interval(long startSeconds, int lengthSeconds) implements Comparable<Interval> {
  private static final int HOUR = 3_600;

  public Interval {
    requireLength(lengthSeconds);
    if (startSeconds < 0 || startSeconds % lengthSeconds != 0) {
      throw new IllegalArgumentException(
          "interval start " + startSeconds + " is not a multiple of " + lengthSeconds + " s");
    }
  }

  /**
   * The interval of that length in which the instant lies; microseconds since 1970, not negative.
   */
  public static Interval containing(long epochMicros, int lengthSeconds) {
    long seconds = epochMicros / 1_000_000;
    return new Interval(seconds - seconds % lengthSeconds, lengthSeconds);
  }

  /**
   * Checks a length in seconds.
   *
   * @throws IllegalArgumentException if no interval may be that long
   */
  public static void requireLength(int lengthSeconds) {
    if (lengthSeconds < 1 || lengthSeconds > HOUR || HOUR % lengthSeconds != 0) {
      throw new IllegalArgumentException(
          "interval length must divide one hour: "
              + "1 s to 3600 s, such as 60 s, not "
              + lengthSeconds
              + " s");
    }
  }

  public Instant start() {
    return Instant.ofEpochSecond(startSeconds);
  }

  public long startMicros() {
    return startSeconds * 1_000_000;
  }

  /** First microsecond that is not part of this interval. */
  public long endMicros() {
    return (startSeconds + lengthSeconds) * 1_000_000;
  }

  @Override
  public int compareTo(Interval other) {
    return Long.compare(startSeconds, other.startSeconds);
  }
}
