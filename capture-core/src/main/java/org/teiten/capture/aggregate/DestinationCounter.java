// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

/**
 * How many distinct destinations a row has seen, in two words: exact for one and two, by their
 * hashes; beyond, an estimate by HyperLogLog (Flajolet et al. 2007) of 30 registers of 4 bits,
 * whose standard error is 19 %, and which counts to about a million.
 *
 * <pre>
 *   first  0hhhhhhh…  second 0              one destination, h its hash
 *   first  0hhhhhhh…  second 0iiiiiii…      two
 *   first  1rrrr…     second 0rrrr…         15 registers each, from bit 0
 * </pre>
 */
final class DestinationCounter {
  private static final int REGISTERS = 30;
  private static final int PER_WORD = 15;
  private static final int MAX_RANK = 15;
  private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);
  private static final double SMALL = 2.5 * REGISTERS;

  private DestinationCounter() {}

  /** A hash that fits: positive. */
  static long hash(long high, long low, long key) {
    long h = (low ^ key) * 0x9e37_79b9_7f4a_7c15L;
    h = (h ^ (h >>> 32) ^ high) * 0xd6e8_feb8_6659_fd93L;
    h = (h ^ (h >>> 32)) * 0xd6e8_feb8_6659_fd93L;
    h = (h ^ (h >>> 32)) & Long.MAX_VALUE;
    return h == 0 ? 1 : h;
  }

  /** What the first word becomes when a destination is added. */
  static long first(long first, long second, long hash) {
    if (first < 0) {
      return raised(first, hash, true);
    }
    return isKept(first, second, hash)
        ? first
        : raised(raised(raised(Long.MIN_VALUE, first, true), second, true), hash, true);
  }

  /** What the second word becomes. */
  static long second(long first, long second, long hash) {
    if (first < 0) {
      return raised(second, hash, false);
    }
    if (isKept(first, second, hash)) {
      return first == hash || second == hash ? second : hash;
    }
    return raised(raised(raised(0, first, false), second, false), hash, false);
  }

  /** Whether one and two are still all that there are. */
  private static boolean isKept(long first, long second, long hash) {
    return second == 0 || first == hash || second == hash;
  }

  /** A word of registers with that of the hash raised, if it is in this one. */
  private static long raised(long word, long hash, boolean isFirst) {
    int register = (int) (((hash >>> 32) * REGISTERS) >>> 31);
    if (register < PER_WORD != isFirst) {
      return word;
    }
    int rank = Math.min(MAX_RANK, Integer.numberOfTrailingZeros((int) hash) + 1);
    int shift = (isFirst ? register : register - PER_WORD) * 4;
    return (int) ((word >>> shift) & 15) < rank
        ? (word & ~(15L << shift)) | ((long) rank << shift)
        : word;
  }

  private static void add(long[] words, long hash) {
    long first = words[0];
    words[0] = first(first, words[1], hash);
    words[1] = second(first, words[1], hash);
  }

  /** Joins what another counter of the same key has seen; as if one had seen both. */
  static void join(long[] words, long first, long second) {
    if (words[0] == 0) {
      words[0] = first;
      words[1] = second;
    } else if (first >= 0) {
      add(words, first);
      if (second != 0) {
        add(words, second);
      }
    } else {
      long mine = words[0];
      long more = words[1];
      words[0] = first;
      words[1] = second;
      if (mine >= 0) {
        add(words, mine);
        if (more != 0) {
          add(words, more);
        }
      } else {
        words[0] = Long.MIN_VALUE | larger(mine, first);
        words[1] = larger(more, second);
      }
    }
  }

  private static long larger(long a, long b) {
    long larger = 0;
    for (int shift = 0; shift < PER_WORD * 4; shift += 4) {
      larger |= Math.max((a >>> shift) & 15, (b >>> shift) & 15) << shift;
    }
    return larger;
  }

  static boolean isEstimate(long first) {
    return first < 0;
  }

  static long count(long first, long second) {
    if (first >= 0) {
      return second == 0 ? 1 : 2;
    }
    double sum = 0;
    int zeros = 0;
    for (int i = 0; i < REGISTERS; i++) {
      long word = i < PER_WORD ? first : second;
      int rank = (int) ((word >>> ((i % PER_WORD) * 4)) & 15);
      sum += 1.0 / (1 << rank);
      zeros += rank == 0 ? 1 : 0;
    }
    double estimate = ALPHA * REGISTERS * REGISTERS / sum;
    if (estimate <= SMALL && zeros > 0) {
      estimate = REGISTERS * Math.log((double) REGISTERS / zeros);
    }
    return Math.max(3, Math.round(estimate));
  }
}
