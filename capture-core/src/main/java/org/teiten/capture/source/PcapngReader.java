// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A pcapng file (draft-ietf-opsawg-pcapng) with any number of sections and interfaces. Interfaces
 * may differ in link type, which libpcap refuses: a read ends where the link type changes. Frames
 * of an interface whose link type cannot be read are handed over as {@link LinkType#UNREADABLE},
 * unless there is no other, which is an error.
 */
final class PcapngReader implements CaptureReader {
  static final int SECTION_HEADER = 0x0a0d0d0a;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int INTERFACE = 1;
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;
  private static final int OPTION_TIME_RESOLUTION = 9;
  private static final int OPTION_TIME_OFFSET = 14;

  /**
   * What may stand before a frame in its block, and more than any sane list of options after it.
   */
  static final int MAX_BLOCK_BYTES = CaptureBytes.MAX_FRAME_BYTES + (1 << 18);

  private static final int MAX_INTERFACES = 65_536;

  private final CaptureBytes bytes;
  private final String name;
  private final List<PcapngInterface> interfaces = new ArrayList<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private LinkType linkType;
  private int firstUnsupported = -1;
  private long frames;

  /** Reads up to the first frame, so that its link type is known. */
  PcapngReader(CaptureBytes bytes, String name) throws IOException {
    this.bytes = bytes;
    this.name = name;
    boolean empty = !skipToFrame();
    if (empty && interfaces.isEmpty()) {
      linkType = LinkType.UNREADABLE;
    } else if (interfaces.stream().allMatch(i -> i.linkType() == LinkType.UNREADABLE)) {
      throw CaptureFileException.unsupported(name, firstUnsupported);
    } else {
      linkType = (empty ? interfaces.get(0) : frameInterface()).linkType();
    }
  }

  @Override
  public LinkType linkType() {
    return linkType;
  }

  @Override
  public int read(FrameHandler handler, int limit) throws IOException {
    int count = 0;
    while (count < limit) {
      if (!skipToFrame()) {
        return count > 0 ? count : PacketSource.END;
      }
      PcapngInterface from = frameInterface();
      if (from.linkType() != linkType) {
        if (count > 0) {
          return count;
        }
        linkType = from.linkType();
        return 0;
      }
      handOver(from, handler);
      frames++;
      count++;
    }
    return count;
  }

  private void handOver(PcapngInterface from, FrameHandler handler) throws IOException {
    int type = bytes.intAt(0, order);
    int length = bytes.intAt(4, order);
    int header;
    int captured;
    int wire;
    long micros;
    if (type == SIMPLE_PACKET) {
      header = 12;
      wire = bytes.intAt(8, order);
      long room =
          Math.min(length - 16L, from.snapLength() == 0 ? Long.MAX_VALUE : from.snapLength());
      captured = (int) Math.min(wire & 0xffff_ffffL, room);
      micros = 0;
    } else {
      header = 28;
      micros = from.micros(bytes.intAt(12, order), bytes.intAt(16, order));
      captured = bytes.intAt(20, order);
      wire = bytes.intAt(24, order);
    }
    if (captured < 0 || captured > length - header - 4) {
      throw damaged("a frame claims " + (captured & 0xffff_ffffL) + " captured bytes");
    }
    handler.onFrame(
        micros,
        wire < 0 ? Integer.MAX_VALUE : wire,
        bytes.buffer(),
        bytes.position() + header,
        captured);
    bytes.advance(length);
  }

  /**
   * Passes over blocks up to one with a frame, all of which is then available; false at the end.
   */
  private boolean skipToFrame() throws IOException {
    while (true) {
      if (!bytes.require(8)) {
        if (bytes.require(1)) {
          throw cutOff();
        }
        return false;
      }
      if (bytes.intAt(0, ByteOrder.BIG_ENDIAN) == SECTION_HEADER) {
        beginSection();
        continue;
      }
      int type = bytes.intAt(0, order);
      long length = bytes.intAt(4, order) & 0xffff_ffffL;
      if (length < 12 || length % 4 != 0) {
        throw damaged("a block claims " + length + " bytes");
      }
      boolean frame = type == ENHANCED_PACKET || type == OBSOLETE_PACKET || type == SIMPLE_PACKET;
      if (!frame && type != INTERFACE) {
        if (!bytes.skip(length)) {
          throw cutOff();
        }
        continue;
      }
      if (length > MAX_BLOCK_BYTES || length < minimumLength(type)) {
        throw damaged("a block of type " + type + " claims " + length + " bytes");
      }
      if (!bytes.require((int) length)) {
        throw cutOff();
      }
      if (frame) {
        return true;
      }
      addInterface((int) length);
      bytes.advance((int) length);
    }
  }

  private static int minimumLength(int type) {
    return type == SIMPLE_PACKET ? 16 : type == INTERFACE ? 20 : 32;
  }

  private void beginSection() throws IOException {
    if (!bytes.require(28)) {
      throw cutOff();
    }
    if (bytes.intAt(8, ByteOrder.BIG_ENDIAN) == BYTE_ORDER_MAGIC) {
      order = ByteOrder.BIG_ENDIAN;
    } else if (bytes.intAt(8, ByteOrder.LITTLE_ENDIAN) == BYTE_ORDER_MAGIC) {
      order = ByteOrder.LITTLE_ENDIAN;
    } else {
      throw damaged("a section begins without its byte-order magic");
    }
    int major = bytes.shortAt(12, order);
    if (major != 1) {
      throw damaged("a section is of version " + major + ", and only 1 is known");
    }
    long length = bytes.intAt(4, order) & 0xffff_ffffL;
    if (length < 28 || length % 4 != 0) {
      throw damaged("a section header claims " + length + " bytes");
    }
    interfaces.clear();
    if (!bytes.skip(length)) {
      throw cutOff();
    }
  }

  private void addInterface(int length) throws CaptureFileException {
    if (interfaces.size() == MAX_INTERFACES) {
      throw damaged("a section has more than " + MAX_INTERFACES + " interfaces");
    }
    int number = bytes.shortAt(8, order);
    long unitsPerSecond = 1_000_000;
    long offsetSeconds = 0;
    int at = 16;
    while (at + 4 <= length - 4) {
      int option = bytes.shortAt(at, order);
      int size = bytes.shortAt(at + 2, order);
      if (option == 0 || at + 4 + size > length - 4) {
        break;
      }
      if (option == OPTION_TIME_RESOLUTION && size == 1) {
        unitsPerSecond = unitsPerSecond(bytes.buffer().getByte(bytes.position() + at + 4));
      } else if (option == OPTION_TIME_OFFSET && size == 8) {
        offsetSeconds = bytes.buffer().getLong(bytes.position() + at + 4, order);
      }
      at += 4 + ((size + 3) & ~3);
    }
    LinkType type = LinkType.ofNumber(number).orElse(LinkType.UNREADABLE);
    if (type == LinkType.UNREADABLE && firstUnsupported < 0) {
      firstUnsupported = number;
    }
    interfaces.add(
        new PcapngInterface(
            type, bytes.intAt(12, order) & 0xffff_ffffL, unitsPerSecond, offsetSeconds));
  }

  private long unitsPerSecond(byte resolution) throws CaptureFileException {
    int exponent = resolution & 0x7f;
    if (resolution < 0 ? exponent > 62 : exponent > 18) {
      throw damaged("an interface claims a time resolution finer than can be counted");
    }
    long units = 1;
    for (int i = 0; i < exponent; i++) {
      units *= resolution < 0 ? 2 : 10;
    }
    return units;
  }

  private PcapngInterface frameInterface() throws CaptureFileException {
    int type = bytes.intAt(0, order);
    long id =
        switch (type) {
          case SIMPLE_PACKET -> 0;
          case OBSOLETE_PACKET -> bytes.shortAt(8, order);
          default -> bytes.intAt(8, order) & 0xffff_ffffL;
        };
    if (id >= interfaces.size()) {
      throw damaged("a frame names interface " + id + ", which the section does not have");
    }
    return interfaces.get((int) id);
  }

  private CaptureFileException cutOff() {
    return CaptureFileException.cutOff(name, frames, bytes.offset());
  }

  private CaptureFileException damaged(String what) {
    return CaptureFileException.damaged(name, frames, bytes.offset(), what);
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
