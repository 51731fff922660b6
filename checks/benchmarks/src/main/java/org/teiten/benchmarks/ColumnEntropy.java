// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The bits that values need if each is coded by itself, knowing only how often each value occurs
 * or, where there are too many different ones for that to mean anything, how often each length does
 * and no more about the digits behind the first.
 */
final class ColumnEntropy {
  private static final int MOST_VALUES = 1 << 14;
  private static final int LENGTHS = 2 * Long.SIZE + 1; // of either sign

  private Map<Long, Long> values = new HashMap<>();
  private final long[] lengths = new long[LENGTHS];
  private long digits;

  void add(long value) {
    int length = Long.SIZE - Long.numberOfLeadingZeros(Math.abs(value));
    lengths[value < 0 ? Long.SIZE + length : length]++;
    digits += Math.max(0, length - 1);
    if (values != null) {
      values.merge(value, 1L, Long::sum);
      if (values.size() > MOST_VALUES) {
        values = null;
      }
    }
  }

  /** Of all values together. */
  double bits() {
    double byLength = bits(Arrays.stream(lengths).boxed().toList()) + digits;
    return values == null ? byLength : Math.min(byLength, bits(values.values()));
  }

  private static double bits(Collection<Long> counts) {
    long total = counts.stream().mapToLong(Long::longValue).sum();
    double bits = 0;
    for (long count : counts) {
      bits -= count == 0 ? 0 : count * Math.log((double) count / total) / Math.log(2);
    }
    return bits;
  }
}
