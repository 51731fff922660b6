// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A window that slides over the bytes of a capture, whatever they come from: a file, a pipe, a
 * decompressor. One thread.
 *
 * <p>Design note: reading into a small buffer that stays in the cache costs no more than mapping
 * the file, and a file that is truncated while it is read ends early instead of faulting.
 */
final class CaptureBytes implements AutoCloseable {
  /** Larger than any frame of a link layer that is read (libpcap's MAXIMUM_SNAPLEN). */
  static final int MAX_FRAME_BYTES = 262_144;

  private final ReadableByteChannel channel;
  private final ByteBuffer bytes;
  private final UnsafeBuffer buffer;
  private int position;
  private int limit;
  private long before;
  private boolean atEnd;

  /**
   * Begins at the channel's position.
   *
   * @param capacity the most that {@link #require} can be asked for
   */
  CaptureBytes(ReadableByteChannel channel, int capacity) {
    this.channel = channel;
    this.bytes = ByteBuffer.allocateDirect(capacity);
    this.buffer = new UnsafeBuffer(bytes);
  }

  /**
   * Makes the next bytes available at {@link #position()}, contiguous.
   *
   * @return whether there are that many before the end
   */
  boolean require(int count) throws IOException {
    return limit - position >= count || refill(count);
  }

  private boolean refill(int count) throws IOException {
    if (count > bytes.capacity()) {
      throw new IllegalArgumentException(count + " bytes asked of a window of " + bytes.capacity());
    }
    bytes.limit(limit).position(position);
    bytes.compact();
    before += position;
    position = 0;
    while (bytes.position() < count && !atEnd) {
      atEnd = channel.read(bytes) < 0;
    }
    limit = bytes.position();
    return limit >= count;
  }

  /** Goes on by that many bytes, which {@link #require} must have made available. */
  void advance(int count) {
    position += count;
  }

  /**
   * Passes over bytes that need not be available.
   *
   * @return whether there were that many
   */
  boolean skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      int step = (int) Math.min(left, Math.max(1, limit - position));
      if (!require(step)) {
        return false;
      }
      advance(step);
      left -= step;
    }
    return true;
  }

  UnsafeBuffer buffer() {
    return buffer;
  }

  /** Index in {@link #buffer()} of the next byte. */
  int position() {
    return position;
  }

  /** How many bytes stood before the next one, from the beginning. */
  long offset() {
    return before + position;
  }

  int intAt(int index, ByteOrder order) {
    return buffer.getInt(position + index, order);
  }

  int shortAt(int index, ByteOrder order) {
    return buffer.getShort(position + index, order) & 0xffff;
  }

  /** The rest as a stream. */
  InputStream stream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        if (!require(1)) {
          return -1;
        }
        int b = buffer.getByte(position) & 0xff;
        advance(1);
        return b;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0 || !require(1)) {
          return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, limit - position);
        buffer.getBytes(position, into, offset, count);
        advance(count);
        return count;
      }

      @Override
      public void close() {
        CaptureBytes.this.close();
      }
    };
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written, and nothing more will be read.
      atEnd = true;
    }
  }
}
