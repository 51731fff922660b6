// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import org.teiten.capture.classify.ClassifiedPacket;
import org.teiten.capture.classify.StackSignatures;
import org.teiten.flowtuple.TrafficClass;

/**
 * One interval's FlowTuples: fixed memory, whatever comes. Each class has capacity of its own (half
 * of it scan, an eighth each backscatter and other), a quarter is for whoever comes first; a key
 * for which there is none is folded into a row without source, so that packets and bytes stay
 * exact. A table for no keys at all folds everything: that is the compact mode, detail by port.
 *
 * <p>Design note: a table is larger than any cache, and a packet waits for memory longer than
 * everything else takes. So packets are put down first, and settled {@value #PENDING} at a time,
 * after the memory of all of them was asked for: the waits overlap instead of adding up.
 */
public final class FlowTupleTable {
  /** Packets that wait to be settled. */
  static final int PENDING = 32;

  private final boolean keepsNoSource;
  private final KeyHash hash;
  private final long destinationKey;
  private final RowStore rows;
  private final RowIndex index;
  private final FoldedRows folded;
  private final StackSignatures signatures;
  private final IntervalBooks books = new IntervalBooks();
  private final int[] reserved = new int[TrafficClass.values().length];
  private final int[] reservedLeft = new int[reserved.length];
  private final int shared;
  private int sharedLeft;
  private final ClassifiedPacket[] packets = new ClassifiedPacket[PENDING];
  private final long[] times = new long[PENDING];
  private final long[] keys = new long[PENDING];
  private final long[] hashes = new long[PENDING];
  private final long[] destinations = new long[PENDING];
  private int pending;
  private long fetched;
  private long foldedPackets;
  private volatile boolean lent;

  FlowTupleTable(int maxKeys, int maxFoldedKeys, long hashKey0, long hashKey1) {
    keepsNoSource = maxKeys == 0;
    hash = new KeyHash(hashKey0, hashKey1);
    destinationKey = hash.hash(hashKey1, hashKey0, 0);
    rows = new RowStore(maxKeys);
    index = new RowIndex(rows, maxKeys);
    folded = new FoldedRows(maxFoldedKeys, hash);
    signatures = new StackSignatures(hash.hash(hashKey0, hashKey1, 1));
    for (int i = 0; i < PENDING; i++) {
      packets[i] = new ClassifiedPacket();
    }
    reserved[TrafficClass.SCAN.ordinal()] = maxKeys / 2;
    reserved[TrafficClass.BACKSCATTER.ordinal()] = maxKeys / 8;
    reserved[TrafficClass.OTHER.ordinal()] = maxKeys / 8;
    shared = maxKeys - maxKeys / 2 - 2 * (maxKeys / 8);
    refillCapacity();
  }

  /** The most rows that a table can close with. */
  public static long maxRows(int maxKeys, int maxFoldedKeys) {
    return (long) maxKeys + maxFoldedKeys + FoldedRows.FIXED_ROWS;
  }

  /** Memory of one table in bytes; for no keys, of one that folds everything. */
  public static long memoryBytes(int maxKeys, int maxFoldedKeys) {
    return (long) maxKeys * RowStore.WORDS * Long.BYTES
        + (long) RowIndex.length(maxKeys) * Integer.BYTES
        + FoldedRows.memoryBytes(maxFoldedKeys)
        + StackSignatures.MEMORY_BYTES;
  }

  /** Where the next packet is to be put, for {@link #add}. */
  public ClassifiedPacket next() {
    return packets[pending];
  }

  /**
   * Adds the packet that was put into {@link #next()}.
   *
   * @param micros its time, clamped to what a batch can hold
   */
  public void add(long micros) {
    final int i = pending;
    final ClassifiedPacket packet = packets[i];
    books.addPacket(packet.trafficType().trafficClass(), packet.bytes());
    final long key = RowKey.of(packet);
    times[i] = micros;
    keys[i] = key;
    hashes[i] = hash.hash(key, packet.sourceLow(), packet.sourceHigh());
    destinations[i] =
        DestinationCounter.hash(packet.destinationHigh(), packet.destinationLow(), destinationKey);
    pending = i + 1;
    if (pending == PENDING) {
      settle();
    }
  }

  private void settle() {
    final int count = pending;
    if (keepsNoSource) {
      for (int i = 0; i < count; i++) {
        fold(keys[i], packets[i], times[i], destinations[i]);
      }
      pending = 0;
      return;
    }
    fetched = index.fetch(hashes, count);
    for (int i = 0; i < count; i++) {
      settle(packets[i], times[i], keys[i], hashes[i], destinations[i]);
    }
    pending = 0;
  }

  private void settle(
      ClassifiedPacket packet, long micros, long key, long keyHash, long destination) {
    long high = packet.sourceHigh();
    long low = packet.sourceLow();
    int found = index.find(keyHash, key, high, low);
    if (found >= 0) {
      rows.add(found, packet, micros, destination);
    } else if (found != RowIndex.NO_PLACE
        && takeCapacity(packet.trafficType().trafficClass().ordinal())) {
      packet.intern(signatures);
      index.put(found, keyHash, rows.append(key, high, low, packet, micros, destination));
    } else {
      fold(key, packet, micros, destination);
    }
  }

  private void fold(long key, ClassifiedPacket packet, long micros, long destination) {
    books.addFolded();
    foldedPackets++;
    folded.add(key, packet, micros, destination);
  }

  private boolean takeCapacity(int trafficClass) {
    if (reservedLeft[trafficClass] > 0) {
      reservedLeft[trafficClass]--;
      return true;
    }
    if (sharedLeft > 0) {
      sharedLeft--;
      return true;
    }
    return false;
  }

  private void refillCapacity() {
    System.arraycopy(reserved, 0, reservedLeft, 0, reserved.length);
    sharedLeft = shared;
  }

  RowStore rows() {
    return rows;
  }

  StackSignatures signatures() {
    return signatures;
  }

  FoldedRows folded() {
    return folded;
  }

  /** Packets that were folded into rows without source since the table was made. */
  long foldedPackets() {
    return foldedPackets;
  }

  /** Never changes on its own; keeps the reads of {@link RowIndex#fetch} from being left out. */
  long fetched() {
    return fetched;
  }

  /** What became of the interval's frames; folded ones are complete when the table is lent. */
  public IntervalBooks books() {
    return books;
  }

  /** Whether another thread has it. */
  boolean lent() {
    return lent;
  }

  void lend() {
    settle();
    lent = true;
  }

  /** Nobody wanted it. */
  void takeBack() {
    lent = false;
  }

  /** Empties the table and gives it back, on the thread that had it. */
  void giveBack() {
    clear();
    lent = false;
  }

  void clear() {
    if (rows.count() > 0) {
      index.clear(hash);
      rows.clear();
      refillCapacity();
    }
    folded.clear();
    signatures.clear();
    books.clear();
  }
}
