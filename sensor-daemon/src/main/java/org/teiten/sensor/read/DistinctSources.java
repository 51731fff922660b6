// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.security.SecureRandom;
import java.util.function.IntConsumer;

/**
 * A set of (port, source) pairs, exact and bounded: open addressing over primitive arrays, three
 * longs a pair, the first of which (port index and IP version) is never zero.
 */
final class DistinctSources {
  private static final int WIDTH = 3;
  private static final int FIRST_CAPACITY = 1 << 12;
  // Random, so that no capture can be made whose pairs all collide.
  private static final long SEED = new SecureRandom().nextLong();

  /** Called for each pair. */
  interface PairConsumer {
    void accept(int portIndex, int ipVersion, long high, long low);
  }

  private final int maxPairs;
  private final IntConsumer onNew;
  private long[] slots = new long[FIRST_CAPACITY * WIDTH];
  private int mask = FIRST_CAPACITY - 1;
  private int size;

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

  /** Adds a pair; false if it is new and there is no room. */
  boolean add(int portIndex, int ipVersion, long high, long low) {
    long tag = (long) portIndex << 4 | ipVersion;
    int slot = find(slots, mask, tag, high, low);
    if (slots[slot] != 0) {
      return true;
    }
    if (size == maxPairs) {
      return false;
    }
    put(slots, slot, tag, high, low);
    size++;
    onNew.accept(portIndex);
    if (size > mask - (mask >> 2)) {
      grow();
    }
    return true;
  }

  private void grow() {
    int wider = mask << 1 | 1;
    long[] bigger = new long[(wider + 1) * WIDTH];
    for (int i = 0; i < slots.length; i += WIDTH) {
      if (slots[i] != 0) {
        put(
            bigger,
            find(bigger, wider, slots[i], slots[i + 1], slots[i + 2]),
            slots[i],
            slots[i + 1],
            slots[i + 2]);
      }
    }
    slots = bigger;
    mask = wider;
  }

  private static int find(long[] slots, int mask, long tag, long high, long low) {
    int index = hash(tag, high, low) & mask;
    while (true) {
      int slot = index * WIDTH;
      if (slots[slot] == 0
          || (slots[slot] == tag && slots[slot + 1] == high && slots[slot + 2] == low)) {
        return slot;
      }
      index = (index + 1) & mask;
    }
  }

  private static void put(long[] slots, int slot, long tag, long high, long low) {
    slots[slot] = tag;
    slots[slot + 1] = high;
    slots[slot + 2] = low;
  }

  // The finalizer of MurmurHash3, over the words in turn.
  private static int hash(long tag, long high, long low) {
    long h = mix(tag ^ SEED);
    h = mix(h ^ high);
    h = mix(h ^ low);
    return (int) (h >>> 16);
  }

  private static long mix(long h) {
    long k = h;
    k ^= k >>> 33;
    k *= 0xff51afd7ed558ccdL;
    k ^= k >>> 33;
    k *= 0xc4ceb9fe1a85ec53L;
    return k ^ k >>> 33;
  }

  void forEach(PairConsumer consumer) {
    for (int i = 0; i < slots.length; i += WIDTH) {
      if (slots[i] != 0) {
        consumer.accept((int) (slots[i] >>> 4), (int) (slots[i] & 15), slots[i + 1], slots[i + 2]);
      }
    }
  }
}
