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
 * exact.
 */
public final class FlowTupleTable {
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
  private volatile boolean lent;

  FlowTupleTable(int maxKeys, int maxFoldedKeys, long hashKey0, long hashKey1) {
    hash = new KeyHash(hashKey0, hashKey1);
    destinationKey = hash.hash(hashKey1, hashKey0, 0);
    rows = new RowStore(maxKeys);
    index = new RowIndex(rows, maxKeys);
    folded = new FoldedRows(maxFoldedKeys, hash);
    signatures = new StackSignatures(hash.hash(hashKey0, hashKey1, 1));
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

  /** Memory of one table in bytes. */
  public static long memoryBytes(int maxKeys, int maxFoldedKeys) {
    return (long) maxKeys * RowStore.WORDS * Long.BYTES
        + (long) RowIndex.length(maxKeys) * Integer.BYTES
        + FoldedRows.memoryBytes(maxFoldedKeys)
        + StackSignatures.MEMORY_BYTES;
  }

  /**
   * Adds a packet.
   *
   * @param micros its time, clamped to what a batch can hold
   * @return whether it was folded
   */
  public boolean add(ClassifiedPacket packet, long micros) {
    TrafficClass trafficClass = packet.trafficType().trafficClass();
    books.addPacket(trafficClass, packet.bytes());
    long key = RowKey.of(packet);
    long high = packet.sourceHigh();
    long low = packet.sourceLow();
    long destination =
        DestinationCounter.hash(packet.destinationHigh(), packet.destinationLow(), destinationKey);
    long h = hash.hash(key, low, high);
    int found = index.find(h, key, high, low);
    if (found >= 0) {
      rows.add(found, packet, micros, destination);
      return false;
    }
    if (found != RowIndex.NO_PLACE && takeCapacity(trafficClass.ordinal())) {
      packet.intern(signatures);
      index.put(found, h, rows.append(key, high, low, packet, micros, destination));
      return false;
    }
    books.addFolded();
    folded.add(key, packet, micros, destination);
    return true;
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

  /** What became of the interval's frames. */
  public IntervalBooks books() {
    return books;
  }

  /** Whether another thread has it. */
  boolean lent() {
    return lent;
  }

  void lend() {
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
      rows.clear();
      index.clear();
      refillCapacity();
    }
    folded.clear();
    signatures.clear();
    books.clear();
  }
}
