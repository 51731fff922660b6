// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/**
 * What a change means for the ranking of its class in the period.
 *
 * @param rank of the port by packets
 * @param rankWithout what it would be without the change
 */
public record LeaveOut(int rank, int rankWithout) {}
