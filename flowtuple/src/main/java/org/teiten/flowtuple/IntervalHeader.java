// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

/**
 * One interval, or one part of it, as its sensor states it: what was observed, with what loss, and
 * what its rows must add up to.
 *
 * @param interval the aligned span
 * @param part 0, or the number of the part where a batch holds several parts of one interval
 * @param observedFromMicros first instant really observed, microseconds since 1970, UTC
 * @param observedToMicros first instant no longer observed; of captures the last packet's time;
 *     never before {@code observedFromMicros}
 * @param monitoredIpv4 monitored IPv4 addresses
 * @param monitoredIpv6 monitored IPv6 /64 networks
 * @param loss what did not become rows
 * @param classes packets in rows, by class
 * @param rows number of rows
 * @param bytes sum of IP total lengths over all rows
 * @param clock state of the clock at closing
 */
public record IntervalHeader(
    Interval interval,
    int part,
    long observedFromMicros,
    long observedToMicros,
    long monitoredIpv4,
    long monitoredIpv6,
    CaptureLoss loss,
    ClassTotals classes,
    long rows,
    long bytes,
    ClockState clock) {

  public IntervalHeader {
    if (observedToMicros < observedFromMicros) {
      throw new IllegalArgumentException(
          "interval observed to " + observedToMicros + " before from " + observedFromMicros);
    }
  }

  /** Packets in rows. */
  public long packets() {
    return classes.total();
  }
}
