// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.security.SecureRandom;
import java.util.function.IntConsumer;

/**
 * A set of (port, source) pairs, exact and bounded: open addressing over primitive arrays, one long
 * a pair for IPv4 (port index, address), three for IPv6 (port index, address). A port index is
 * never zero, so a zero is a free place.
 */
final class DistinctSources {
  private static final int FIRST_CAPACITY = 1 << 12;

  /** IPv4 pairs that wait to be looked up, so that the waits for memory overlap. */
  private static final int WAITING = 64;

  // Random, so that no capture can be made whose pairs all collide.
  private static final long SEED = new SecureRandom().nextLong();

  /** Called for each pair. */
  interface PairConsumer {
    void accept(int portIndex, int ipVersion, long high, long low);
  }

  private final int maxPairs;
  private final IntConsumer onNew;
  private final Places ipv4 = new Places(1);
  private final Places ipv6 = new Places(3);
  private final long[] waiting = new long[WAITING];
  private int waitingCount;
  private long fetched;

  /**
   * Makes an empty set.
   *
   * @param maxPairs the most it will hold
   * @param onNew is given the port index of each pair that is new
   */
  DistinctSources(int maxPairs, IntConsumer onNew) {
    this.maxPairs = maxPairs;
    this.onNew = onNew;
  }

  /**
   * Adds a pair; those of IPv4 take effect some at a time, or with {@link #settle}.
   *
   * @return false if there is no room; then {@link #forEach} has all pairs but this IPv6 one, and
   *     nothing more can be added
   */
  boolean add(int portIndex, int ipVersion, long high, long low) {
    if (ipVersion != 4) {
      return put(ipv6, portIndex, portIndex, high, low);
    }
    waiting[waitingCount++] = (long) portIndex << 32 | low;
    return waitingCount < WAITING || settle();
  }

  /** Adds what waits; false if there is no room. */
  boolean settle() {
    final long[] words = waiting;
    long read = 0;
    for (int i = 0; i < waitingCount; i++) {
      read ^= ipv4.fetch(words[i]);
    }
    fetched = read;
    for (int i = 0; i < waitingCount; i++) {
      if (!put(ipv4, (int) (words[i] >>> 32), words[i], 0, 0)) {
        waitingCount -= i;
        System.arraycopy(words, i, words, 0, waitingCount);
        return false;
      }
    }
    waitingCount = 0;
    return true;
  }

  /** Without meaning; keeps what {@link #settle} reads ahead from being left out. */
  long fetched() {
    return fetched;
  }

  private boolean put(Places places, int portIndex, long word, long high, long low) {
    int place = places.find(word, high, low);
    if (places.words[place] != 0) {
      return true;
    }
    if (ipv4.size + ipv6.size == maxPairs) {
      return false;
    }
    places.put(place, word, high, low);
    onNew.accept(portIndex);
    return true;
  }

  void forEach(PairConsumer consumer) {
    for (long word : ipv4.words) {
      if (word != 0) {
        consumer.accept((int) (word >>> 32), 4, 0, word & 0xffff_ffffL);
      }
    }
    for (int i = 0; i < waitingCount; i++) {
      consumer.accept((int) (waiting[i] >>> 32), 4, 0, waiting[i] & 0xffff_ffffL);
    }
    long[] words = ipv6.words;
    for (int i = 0; i < words.length; i += 3) {
      if (words[i] != 0) {
        consumer.accept((int) words[i], 6, words[i + 1], words[i + 2]);
      }
    }
  }

  /** The hash table of one IP version; the first word of a place in use is not zero. */
  private static final class Places {
    final int width;
    long[] words;
    int size;
    private int mask = FIRST_CAPACITY - 1;

    Places(int width) {
      this.width = width;
      this.words = new long[FIRST_CAPACITY * width];
    }

    /** What stands in the first place of an IPv4 pair. */
    long fetch(long word) {
      return words[hash(word, 0, 0) & mask];
    }

    int find(long word, long high, long low) {
      return find(words, mask, word, high, low);
    }

    private int find(long[] in, int within, long word, long high, long low) {
      int index = hash(word, high, low) & within;
      while (true) {
        int place = index * width;
        if (in[place] == 0
            || (in[place] == word
                && (width == 1 || (in[place + 1] == high && in[place + 2] == low)))) {
          return place;
        }
        index = (index + 1) & within;
      }
    }

    void put(int place, long word, long high, long low) {
      put(words, place, word, high, low);
      size++;
      if (size > mask - (mask >> 2)) {
        grow();
      }
    }

    private void put(long[] in, int place, long word, long high, long low) {
      in[place] = word;
      if (width > 1) {
        in[place + 1] = high;
        in[place + 2] = low;
      }
    }

    private void grow() {
      int wider = mask << 1 | 1;
      long[] bigger = new long[(wider + 1) * width];
      for (int i = 0; i < words.length; i += width) {
        long word = words[i];
        if (word != 0) {
          long high = width > 1 ? words[i + 1] : 0;
          long low = width > 1 ? words[i + 2] : 0;
          put(bigger, find(bigger, wider, word, high, low), word, high, low);
        }
      }
      words = bigger;
      mask = wider;
    }

    /** The finalizer of MurmurHash3 over the words in turn; of IPv4 the first says it all. */
    private int hash(long word, long high, long low) {
      long h = mix(word ^ SEED);
      if (width > 1) {
        h = mix(mix(h ^ high) ^ low);
      }
      return (int) (h >>> 16);
    }

    private static long mix(long value) {
      long h = value;
      h ^= h >>> 33;
      h *= 0xff51afd7ed558ccdL;
      h ^= h >>> 33;
      h *= 0xc4ceb9fe1a85ec53L;
      return h ^ h >>> 33;
    }
  }
}
