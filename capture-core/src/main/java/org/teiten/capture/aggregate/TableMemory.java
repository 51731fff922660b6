// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.UnsafeApi;

/**
 * Memory outside of the Java heap, whose pages take no memory before they are written to: a table
 * that is large enough for a flood costs little while there is none. Its content is undefined until
 * it is written. One thread at a time; offsets are not checked but by assertions.
 */
final class TableMemory {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final AtomicLong TAKEN = new AtomicLong();

  private final long address;
  private final long bytes;

  /**
   * Takes memory, which is given back once this object cannot be reached any more.
   *
   * @throws OutOfMemoryError if the system has none
   */
  TableMemory(long bytes) {
    this.bytes = bytes;
    long taken = UnsafeApi.allocateMemory(Math.max(1, bytes));
    address = taken;
    TAKEN.addAndGet(bytes);
    CLEANER.register(this, () -> UnsafeApi.freeMemory(taken));
  }

  /**
   * The same with zeros in it. What the system gives is nearly always zero already; reading that
   * takes no memory, writing it would.
   */
  static TableMemory zeroed(int longs) {
    TableMemory memory = new TableMemory((long) longs * Long.BYTES);
    for (long at = 0; at < memory.bytes; at += Long.BYTES) {
      if (memory.getLong(at) != 0) {
        memory.putLong(at, 0);
      }
    }
    return memory;
  }

  /** Bytes that this process ever took, given back or not. */
  static long taken() {
    return TAKEN.get();
  }

  private long at(long offset, long length) {
    assert offset >= 0 && offset + length <= bytes : offset + " of " + bytes;
    return address + offset;
  }

  long getLong(long offset) {
    try {
      return UnsafeApi.getLong(at(offset, Long.BYTES));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  void putLong(long offset, long value) {
    try {
      UnsafeApi.putLong(at(offset, Long.BYTES), value);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  int getInt(long offset) {
    try {
      return UnsafeApi.getInt(at(offset, Integer.BYTES));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  void putInt(long offset, int value) {
    try {
      UnsafeApi.putInt(at(offset, Integer.BYTES), value);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  byte getByte(long offset) {
    try {
      return UnsafeApi.getByte(at(offset, Byte.BYTES));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  void putByte(long offset, byte value) {
    try {
      UnsafeApi.putByte(at(offset, Byte.BYTES), value);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  void clear(long offset, long length) {
    try {
      UnsafeApi.setMemory(at(offset, length), length, (byte) 0);
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}
