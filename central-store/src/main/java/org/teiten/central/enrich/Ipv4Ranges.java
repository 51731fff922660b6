// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import java.util.Arrays;

/** Disjoint IPv4 ranges with a number each, sorted, 12 bytes a range. */
final class Ipv4Ranges {
  private int[] first = new int[1_024];
  private int[] last = new int[1_024];
  private int[] value = new int[1_024];
  private int size;

  /**
   * Appends a range; addresses are 0 to 2^32 - 1.
   *
   * @throws IllegalArgumentException if it does not lie after the one before
   */
  void append(long from, long to, int number) {
    if (from > to || (size > 0 && Integer.toUnsignedLong(last[size - 1]) >= from)) {
      throw new IllegalArgumentException("range is not after the one before it");
    }
    if (size > 0
        && value[size - 1] == number
        && Integer.toUnsignedLong(last[size - 1]) + 1 == from) {
      last[size - 1] = (int) to;
      return;
    }
    if (size == first.length) {
      int capacity = size * 2;
      first = Arrays.copyOf(first, capacity);
      last = Arrays.copyOf(last, capacity);
      value = Arrays.copyOf(value, capacity);
    }
    first[size] = (int) from;
    last[size] = (int) to;
    value[size++] = number;
  }

  /** The number of the range that holds the address, 0 if none does. */
  int find(long address) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (Integer.toUnsignedLong(first[middle]) > address) {
        high = middle - 1;
      } else if (Integer.toUnsignedLong(last[middle]) < address) {
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
    first = Arrays.copyOf(first, size);
    last = Arrays.copyOf(last, size);
    value = Arrays.copyOf(value, size);
  }
}
