// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

/**
 * A number with its interval of 95 %.
 *
 * @param value of the estimate
 * @param low end of the interval
 * @param high end of the interval
 */
public record Estimate(double value, double low, double high) {
  /** Two-sided quantile of the normal distribution for 95 %. */
  static final double NORMAL_95 = 1.959963984540054;

  /** Half of what lies outside of the interval. */
  static final double TAIL = 0.025;
}
