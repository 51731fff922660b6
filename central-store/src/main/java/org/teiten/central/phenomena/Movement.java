// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/**
 * How a level moved at some sensors when a change began.
 *
 * @param expected packets per covered address-day that were to be expected, not a number if nothing
 *     was covered before the start
 * @param during the same from the start on
 * @param addressDays covered from the start on
 */
public record Movement(double expected, double during, double addressDays) {
  /** Level from the start on over the expected; infinite or not a number if there was none. */
  public double factor() {
    return during / expected;
  }

  Movement drifted(double drift) {
    return new Movement(expected * drift, during, addressDays);
  }

  /** Packets per address-day in the direction of the change. */
  double added(boolean rise) {
    return rise ? during - expected : expected - during;
  }

  /** What was added over the higher of both levels: 0 where nothing moved, 1 from or to nothing. */
  double part(boolean rise) {
    double higher = Math.max(expected, during);
    return higher > 0 ? added(rise) / higher : 0;
  }
}
