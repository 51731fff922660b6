// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

/** Packets of an interval by traffic class. */
public record ClassTotals(long scan, long backscatter, long other) {
  public static final ClassTotals NONE = new ClassTotals(0, 0, 0);

  public long total() {
    return scan + backscatter + other;
  }

  public long count(TrafficClass trafficClass) {
    return switch (trafficClass) {
      case SCAN -> scan;
      case BACKSCATTER -> backscatter;
      case OTHER -> other;
    };
  }
}
