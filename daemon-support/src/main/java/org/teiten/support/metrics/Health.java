// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.metrics;

import java.util.List;

/**
 * How the process is.
 *
 * @param reasons what is not as it should be, one sentence each; empty if all is well; never an
 *     address of the sensor
 */
public record Health(List<String> reasons) {
  public static final Health OK = new Health(List.of());

  public Health {
    reasons = List.copyOf(reasons);
  }

  /** {@code ok} or {@code degraded}. */
  public String status() {
    return reasons.isEmpty() ? "ok" : "degraded";
  }
}
