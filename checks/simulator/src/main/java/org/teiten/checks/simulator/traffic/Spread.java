// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

/**
 * Over which sensors and intervals a day's packets spread.
 *
 * @param sensors in proportion to their factors
 * @param intervals in proportion to the hour's rhythm
 */
record Spread(Choice sensors, Choice intervals) {}
