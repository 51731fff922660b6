// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.ring;

import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.teiten.capture.source.FrameHandler;

/**
 * Frames on their way from one thread to one other, outside of the heap, without locks and without
 * an object per frame. One thread writes, one thread reads.
 *
 * <p>A frame is one message of Agrona's {@link OneToOneRingBuffer}, in native byte order:
 *
 * <pre>
 *    0                   8             12            16                    24
 *   +-------------+-------------+---------------------+-------------+------...
 *   | length + 8  |  type = 1   |   timestamp micros  | wire length | captured bytes
 *   +-------------+-------------+---------------------+-------------+------...   padded to 8
 *    Agrona's record header      0                     8             12
 * </pre>
 */
public final class FrameRing {
  /** Agrona takes no message longer than an eighth of the ring. */
  private static final int FRAMES_AT_LEAST = 8;

  private static final int FRAME_TYPE = 1;
  private static final int TIMESTAMP = 0;
  private static final int WIRE_LENGTH = 8;
  private static final int CAPTURED = 12;

  private final OneToOneRingBuffer ring;
  private final MutableDirectBuffer memory;
  private final int maxCapturedLength;
  private final MessageHandler onMessage = this::onMessage;
  private FrameHandler reader;

  /**
   * Makes an empty ring.
   *
   * @param capacityBytes a power of two
   * @param maxCapturedLength the most bytes to keep of a frame; what is longer is cut
   */
  public FrameRing(int capacityBytes, int maxCapturedLength) {
    if (!BitUtil.isPowerOfTwo(capacityBytes)) {
      throw new IllegalArgumentException(
          "ring capacity of " + capacityBytes + " bytes is not a power of two");
    }
    if (maxCapturedLength < 1
        || (long) FRAMES_AT_LEAST * (CAPTURED + (long) maxCapturedLength) > capacityBytes) {
      throw new IllegalArgumentException(
          "frames of up to %d bytes do not fit into a ring of %d: it must hold %d of them"
              .formatted(maxCapturedLength, capacityBytes, FRAMES_AT_LEAST));
    }
    this.maxCapturedLength = maxCapturedLength;
    ByteBuffer bytes =
        BufferUtil.allocateDirectAligned(
            capacityBytes + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH);
    ring = new OneToOneRingBuffer(new UnsafeBuffer(bytes));
    memory = ring.buffer();
  }

  /**
   * Writes a frame. Never waits, allocates nothing.
   *
   * @return whether there was room; if not, the caller counts it
   */
  public boolean write(
      long timestampMicros, int wireLength, DirectBuffer buffer, int offset, int capturedLength) {
    final int kept = Math.min(capturedLength, maxCapturedLength);
    final int index = ring.tryClaim(FRAME_TYPE, CAPTURED + kept);
    if (index < 0) {
      return false;
    }
    final MutableDirectBuffer memory = this.memory;
    memory.putLong(index + TIMESTAMP, timestampMicros);
    memory.putInt(index + WIRE_LENGTH, wireLength);
    memory.putBytes(index + CAPTURED, buffer, offset, kept);
    ring.commit(index);
    return true;
  }

  /**
   * Reads frames in the order in which they were written. Never waits, allocates nothing.
   *
   * @return how many, at most {@code limit}; fewer only if no more were there
   */
  public int read(FrameHandler handler, int limit) {
    reader = handler;
    final int frames = ring.read(onMessage, limit);
    // Agrona stops where the ring wraps, after padding even with 0.
    return frames == limit ? frames : frames + ring.read(onMessage, limit - frames);
  }

  private void onMessage(int type, MutableDirectBuffer buffer, int index, int length) {
    reader.onFrame(
        buffer.getLong(index + TIMESTAMP),
        buffer.getInt(index + WIRE_LENGTH),
        buffer,
        index + CAPTURED,
        length - CAPTURED);
  }

  /** Bytes that wait to be read. Any thread. */
  public int size() {
    return ring.size();
  }

  /** Bytes there is room for, record headers included. */
  public int capacity() {
    return ring.capacity();
  }
}
