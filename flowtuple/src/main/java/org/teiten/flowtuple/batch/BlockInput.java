// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.teiten.flowtuple.batch.InvalidBatchException.Kind;

/** Avro's binary values (zigzag varints, length-prefixed bytes) from a bounded array. */
final class BlockInput {
  private final long blockOffset;
  private byte[] bytes = new byte[0];
  private int position;
  private int limit;
  private long row;

  /**
   * Reads from one block.
   *
   * @param blockOffset where the block stands in the file, for messages
   * @param firstRow number of its first row within the batch, for messages
   */
  BlockInput(long blockOffset, byte[] bytes, int limit, long firstRow) {
    this.blockOffset = blockOffset;
    this.bytes = bytes;
    this.limit = limit;
    this.row = firstRow;
  }

  void nextRow() {
    row++;
  }

  int remaining() {
    return limit - position;
  }

  long number(String field, long min, long max) throws InvalidBatchException {
    long value = varint(field);
    if (value < min || value > max) {
      throw lie(field, "is " + value + ", not between " + min + " and " + max);
    }
    return value;
  }

  boolean flag(String field) throws InvalidBatchException {
    return oneByte(field) != 0;
  }

  /** The branch of a union of null and one other type. */
  boolean present(String field) throws InvalidBatchException {
    return number(field, 0, 1) == 1;
  }

  byte[] optionalBytes(String field, int max) throws InvalidBatchException {
    return present(field) ? bytes(field, max) : null;
  }

  String ascii(String field, int max) throws InvalidBatchException {
    return new String(bytes(field, max), StandardCharsets.US_ASCII);
  }

  private byte[] bytes(String field, int max) throws InvalidBatchException {
    int length = (int) number(field, 0, max);
    if (length > remaining()) {
      throw malformed(field, "has " + length + " bytes where " + remaining() + " are left");
    }
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  private long varint(String field) throws InvalidBatchException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int b = oneByte(field);
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    throw malformed(field, "is a number of more than ten bytes");
  }

  private int oneByte(String field) throws InvalidBatchException {
    if (position == limit) {
      throw malformed(field, "is missing, the block ends");
    }
    return bytes[position++];
  }

  InvalidBatchException lie(String field, String what) {
    return new InvalidBatchException(Kind.LYING, message(field, what));
  }

  private InvalidBatchException malformed(String field, String what) {
    return new InvalidBatchException(Kind.MALFORMED, message(field, what));
  }

  private String message(String field, String what) {
    return "row " + row + " (block at byte " + blockOffset + "): " + field + " " + what;
  }
}
