// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A classic capture file, version 2.4, in either byte order, with micro- or nanoseconds
 * (draft-ietf-opsawg-pcap).
 */
final class ClassicPcapReader implements CaptureReader {
  static final int FILE_HEADER_BYTES = 24;
  private static final int MAGIC_MICROS = 0xa1b2c3d4;
  private static final int MAGIC_NANOS = 0xa1b23c4d;
  private static final int RECORD_HEADER_BYTES = 16;
  private static final int LINK_TYPE_BITS = 0xffff;

  private final CaptureBytes bytes;
  private final String name;
  private final ByteOrder order;
  private final boolean nanos;
  private final LinkType linkType;
  private long frames;

  /**
   * Reads the file header, which must be available.
   *
   * @param order the byte order in which the magic number was found
   */
  ClassicPcapReader(CaptureBytes bytes, String name, ByteOrder order) throws CaptureFileException {
    this.bytes = bytes;
    this.name = name;
    this.order = order;
    this.nanos = bytes.intAt(0, order) == MAGIC_NANOS;
    int number = bytes.intAt(20, order) & LINK_TYPE_BITS;
    this.linkType =
        LinkType.ofNumber(number).orElseThrow(() -> CaptureFileException.unsupported(name, number));
    bytes.advance(FILE_HEADER_BYTES);
  }

  /**
   * Whether a file header of version 2.4 stands there; older ones order record fields otherwise.
   */
  static boolean reads(CaptureBytes bytes, ByteOrder order) {
    int magic = bytes.intAt(0, order);
    return (magic == MAGIC_MICROS || magic == MAGIC_NANOS)
        && bytes.shortAt(4, order) == 2
        && bytes.shortAt(6, order) == 4;
  }

  @Override
  public LinkType linkType() {
    return linkType;
  }

  @Override
  public int read(FrameHandler handler, int limit) throws IOException {
    final CaptureBytes in = bytes;
    final UnsafeBuffer buffer = in.buffer();
    int count = 0;
    while (count < limit) {
      if (!in.require(RECORD_HEADER_BYTES)) {
        if (in.require(1)) {
          throw CaptureFileException.cutOff(name, frames, in.offset());
        }
        return count > 0 ? count : PacketSource.END;
      }
      final int p = in.position();
      final long seconds = buffer.getInt(p, order) & 0xffff_ffffL;
      final long fraction = buffer.getInt(p + 4, order) & 0xffff_ffffL;
      final int captured = buffer.getInt(p + 8, order);
      final int wire = buffer.getInt(p + 12, order);
      if (captured < 0 || captured > CaptureBytes.MAX_FRAME_BYTES) {
        throw CaptureFileException.damaged(
            name,
            frames,
            in.offset(),
            "a frame claims " + (captured & 0xffff_ffffL) + " captured bytes");
      }
      if (!in.require(RECORD_HEADER_BYTES + captured)) {
        throw CaptureFileException.cutOff(name, frames, in.offset());
      }
      in.advance(RECORD_HEADER_BYTES);
      final long micros = seconds * 1_000_000 + (nanos ? fraction / 1_000 : fraction);
      handler.onFrame(micros, wire < 0 ? Integer.MAX_VALUE : wire, buffer, in.position(), captured);
      in.advance(captured);
      frames++;
      count++;
    }
    return count;
  }

  @Override
  public long frames() {
    return frames;
  }

  @Override
  public long position() {
    return bytes.offset();
  }

  @Override
  public void close() {
    bytes.close();
  }
}
