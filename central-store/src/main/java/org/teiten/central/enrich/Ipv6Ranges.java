// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import java.util.Arrays;

/** Disjoint IPv6 ranges with a number each, sorted, 36 bytes a range. */
final class Ipv6Ranges {
  private long[] bounds = new long[4 * 1_024];
  private int[] value = new int[1_024];
  private int size;

  /**
   * Appends a range.
   *
   * @throws IllegalArgumentException if it does not lie after the one before
   */
  void append(long fromHigh, long fromLow, long toHigh, long toLow, int number) {
    if (compare(fromHigh, fromLow, toHigh, toLow) > 0
        || (size > 0
            && compare(bounds[4 * size - 2], bounds[4 * size - 1], fromHigh, fromLow) >= 0)) {
      throw new IllegalArgumentException("range is not after the one before it");
    }
    if (size == value.length) {
      bounds = Arrays.copyOf(bounds, bounds.length * 2);
      value = Arrays.copyOf(value, size * 2);
    }
    int at = 4 * size;
    bounds[at] = fromHigh;
    bounds[at + 1] = fromLow;
    bounds[at + 2] = toHigh;
    bounds[at + 3] = toLow;
    value[size++] = number;
  }

  /** The number of the range that holds the address, 0 if none does. */
  int find(long addressHigh, long addressLow) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = 4 * middle;
      if (compare(bounds[at], bounds[at + 1], addressHigh, addressLow) > 0) {
        high = middle - 1;
      } else if (compare(bounds[at + 2], bounds[at + 3], addressHigh, addressLow) < 0) {
        low = middle + 1;
      } else {
        return value[middle];
      }
    }
    return 0;
  }

  int size() {
    return size;
  }

  void trim() {
    bounds = Arrays.copyOf(bounds, 4 * size);
    value = Arrays.copyOf(value, size);
  }

  private static int compare(long aHigh, long aLow, long bHigh, long bLow) {
    int c = Long.compareUnsigned(aHigh, bHigh);
    return c != 0 ? c : Long.compareUnsigned(aLow, bLow);
  }
}
