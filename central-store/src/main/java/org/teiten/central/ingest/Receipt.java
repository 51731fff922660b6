// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

/**
 * What became of a batch that was taken.
 *
 * @param stored true if it counts from now on, false if it did before
 * @param intervals how many it holds
 * @param overlapping how many of them cover time that another batch covered, and are left out
 * @param rows FlowTuples
 * @param packets in these
 */
public record Receipt(boolean stored, int intervals, int overlapping, long rows, long packets) {
  /** 201 or 200. */
  public int status() {
    return stored ? 201 : 200;
  }
}
