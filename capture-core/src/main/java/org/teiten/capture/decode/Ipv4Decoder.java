// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.decode;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.teiten.capture.decode.HeaderDecoder.DECODED;
import static org.teiten.capture.decode.HeaderDecoder.u32;

import org.agrona.DirectBuffer;
import org.teiten.flowtuple.UndecodableReason;

/** IPv4 headers, RFC 791. */
final class Ipv4Decoder {
  private static final int MIN_HEADER = 20;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int DONT_FRAGMENT = 0x4000;
  private static final int FRAGMENT_OFFSET = 0x1fff;

  /** Above what any stack offloads; a file may state any length of a frame. */
  static final int MAX_OFFLOADED = 1 << 24;

  private final boolean ethernet;

  Ipv4Decoder(boolean ethernet) {
    this.ethernet = ethernet;
  }

  /**
   * Reads the header; its version was checked.
   *
   * @param captured bytes from here on, at least 1
   * @param missing bytes of the frame that were not captured
   */
  int decode(PacketHeaders headers, int offset, int captured, int missing) {
    DirectBuffer buffer = headers.buffer;
    int headerLength = (buffer.getByte(offset) & 0x0f) * 4;
    long inFrame = captured + (long) missing;
    if (headerLength < MIN_HEADER || (headerLength > inFrame && inFrame >= MIN_HEADER)) {
      return UndecodableReason.HEADER_LENGTH.ordinal();
    }
    if (captured < MIN_HEADER) {
      return UndecodableReason.TRUNCATED.ordinal();
    }
    final long words = buffer.getLong(offset, BIG_ENDIAN);
    int totalLength = (int) (words >>> 32) & 0xffff;
    headers.lengthFromFrame = totalLength == 0 && ethernet;
    if (headers.lengthFromFrame) {
      totalLength = (int) Math.min(MAX_OFFLOADED, captured + (long) missing);
    }
    if (totalLength < headerLength) {
      return UndecodableReason.TOTAL_LENGTH.ordinal();
    }
    if (captured < headerLength) {
      return UndecodableReason.TRUNCATED.ordinal();
    }
    int fragment = (int) words & 0xffff;
    headers.laterFragment = (fragment & FRAGMENT_OFFSET) != 0;
    headers.firstFragment = !headers.laterFragment && (fragment & MORE_FRAGMENTS) != 0;
    headers.routed = false;
    headers.ipHeaderLength = headerLength;
    headers.totalLength = totalLength;
    headers.ipId = (int) (words >>> 16) & 0xffff;
    headers.dontFragment = (fragment & DONT_FRAGMENT) != 0;
    final long next = buffer.getLong(offset + 8, BIG_ENDIAN);
    headers.ttl = (int) (next >>> 56);
    headers.protocol = (int) (next >>> 48) & 0xff;
    headers.sourceHigh = 0;
    headers.sourceLow = next & 0xffff_ffffL;
    headers.destinationHigh = 0;
    headers.destinationLow = u32(buffer, offset + 16);
    headers.transportOffset = offset + headerLength;
    headers.transportLength = totalLength - headerLength;
    headers.transportCaptured = Math.min(captured, totalLength) - headerLength;
    return DECODED;
  }
}
