// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.util.Arrays;

/** IPv4 ranges of one country, each with its AS; addresses are drawn with equal probability. */
final class AddressPool {
  private static final int TRIES = 16;

  private int[] first = new int[16];
  private int[] network = new int[16];
  private long[] end = new long[16];
  private int size;

  void append(long from, long to, int asn) {
    if (size == first.length) {
      first = Arrays.copyOf(first, size * 2);
      network = Arrays.copyOf(network, size * 2);
      end = Arrays.copyOf(end, size * 2);
    }
    first[size] = (int) from;
    network[size] = asn;
    end[size] = addresses() + (to - from + 1);
    size++;
  }

  /** How many addresses there are. */
  long addresses() {
    return size == 0 ? 0 : end[size - 1];
  }

  /** The part that is of one AS. */
  AddressPool ofNetwork(int asn) {
    AddressPool part = new AddressPool();
    for (int i = 0; i < size; i++) {
      if (network[i] == asn) {
        long from = Integer.toUnsignedLong(first[i]);
        part.append(from, from + end[i] - (i == 0 ? 0 : end[i - 1]) - 1, asn);
      }
    }
    return part;
  }

  /**
   * An address in the lower half of the result and its AS in the upper half; hardly one that ends
   * in 0 or 255, which hosts seldom have.
   */
  long draw(Draws draws) {
    long drawn = 0;
    for (int i = 0; i < TRIES; i++) {
      long at = draws.below(addresses());
      int found = Arrays.binarySearch(end, 0, size, at + 1);
      int index = found < 0 ? -found - 1 : found;
      int address = first[index] + (int) (at - (index == 0 ? 0 : end[index - 1]));
      drawn = (long) network[index] << 32 | Integer.toUnsignedLong(address);
      int octet = address & 0xff;
      if (octet != 0 && octet != 0xff) {
        break;
      }
    }
    return drawn;
  }
}
