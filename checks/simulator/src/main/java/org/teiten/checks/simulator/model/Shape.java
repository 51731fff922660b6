// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

/** How a change comes. */
public enum Shape {
  /** At once. */
  STEP,
  /** Linearly, over {@code ramp_days} days. */
  RAMP,
  /** Times (1 + 0.5 cos(2π · days since start / 14)): begins high. */
  FLUCTUATING
}
