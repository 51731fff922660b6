// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

/**
 * One interface description of a pcapng section.
 *
 * @param linkType how its frames begin, {@link LinkType#UNREADABLE} if they cannot be read
 * @param snapLength the most that was captured of a frame, 0 for no limit
 * @param unitsPerSecond what its time stamps count
 * @param offsetSeconds what is added to them
 */
record PcapngInterface(
    LinkType linkType, long snapLength, long unitsPerSecond, long offsetSeconds) {

  /** The time stamp of two halves in microseconds since 1970; saturates. */
  long micros(int high, int low) {
    long units = ((long) high << 32) | (low & 0xffff_ffffL);
    if (unitsPerSecond == 1_000_000 && offsetSeconds == 0) {
      return units;
    }
    long seconds = Long.divideUnsigned(units, unitsPerSecond) + offsetSeconds;
    long rest = Long.remainderUnsigned(units, unitsPerSecond);
    long fraction =
        unitsPerSecond <= 1_000_000_000_000L
            ? rest * 1_000_000 / unitsPerSecond
            : (long) ((double) rest / unitsPerSecond * 1e6);
    if (seconds > Long.MAX_VALUE / 1_000_000 - 1) {
      return Long.MAX_VALUE;
    }
    return seconds < Long.MIN_VALUE / 1_000_000 + 1
        ? Long.MIN_VALUE
        : seconds * 1_000_000 + fraction;
  }
}
