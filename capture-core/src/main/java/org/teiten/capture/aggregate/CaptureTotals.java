// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

/**
 * What happened to packets before they reached the meter, cumulative since capturing began. See
 * {@link org.teiten.flowtuple.CaptureLoss} for the meaning of each.
 */
public record CaptureTotals(
    long received, long kernelDropped, long interfaceDropped, long ringDropped) {
  public static final CaptureTotals NONE = new CaptureTotals(0, 0, 0, 0);
}
