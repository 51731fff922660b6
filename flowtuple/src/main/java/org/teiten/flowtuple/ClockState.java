// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

/**
 * How far the clock that stamped the packets could be trusted when the interval closed.
 *
 * @param kind what the kernel says of its clock
 * @param errorMicros the kernel's estimate of the largest error in microseconds, -1 if unknown
 */
public record ClockState(Kind kind, long errorMicros) {
  public static final ClockState UNKNOWN = new ClockState(Kind.UNKNOWN, -1);

  /** What is known of the clock. */
  public enum Kind {
    SYNCHRONISED("synchronised"),
    UNSYNCHRONISED("unsynchronised"),
    /** Of captures, and where the kernel does not say. */
    UNKNOWN("unknown");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}
