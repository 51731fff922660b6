// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.decode;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.teiten.capture.decode.HeaderDecoder.DECODED;
import static org.teiten.capture.decode.HeaderDecoder.u16;
import static org.teiten.capture.decode.HeaderDecoder.u8;

import org.agrona.DirectBuffer;
import org.teiten.flowtuple.UndecodableReason;

/**
 * IPv6 headers, RFC 8200: the fixed header and a bounded walk over hop-by-hop, routing and
 * destination options, fragment (RFC 8200) and authentication headers (RFC 4302). A chain that is
 * longer ends the walk, and the next of its headers counts as the protocol.
 */
final class Ipv6Decoder {
  private static final int HEADER = 40;
  private static final int MAX_EXTENSION_HEADERS = 8;
  private static final int TRUNCATED = UndecodableReason.TRUNCATED.ordinal();

  /** More than Ethernet's padding of an IPv6 header alone: 46 bytes of payload, less 40. */
  private static final int MAX_PADDING = 6;

  private final boolean ethernet;

  Ipv6Decoder(boolean ethernet) {
    this.ethernet = ethernet;
  }

  /** As {@link Ipv4Decoder#decode}. */
  int decode(PacketHeaders headers, int offset, int captured, int missing) {
    if (captured < HEADER) {
      return TRUNCATED;
    }
    DirectBuffer buffer = headers.buffer;
    int nextHeader = u8(buffer, offset + 6);
    int payloadLength = u16(buffer, offset + 4);
    long payloadOfFrame = captured + (long) missing - HEADER;
    headers.lengthFromFrame =
        payloadLength == 0
            && ethernet
            && nextHeader != IpProtocol.NO_NEXT_HEADER
            && payloadOfFrame > MAX_PADDING;
    if (headers.lengthFromFrame) {
      payloadLength = (int) Math.min(Ipv4Decoder.MAX_OFFLOADED, payloadOfFrame);
    }
    headers.laterFragment = false;
    headers.firstFragment = false;
    headers.routed = false;
    headers.ipId = -1;
    headers.dontFragment = true;
    headers.ipHeaderLength = HEADER;
    headers.totalLength = HEADER + payloadLength;
    headers.ttl = u8(buffer, offset + 7);
    headers.sourceHigh = buffer.getLong(offset + 8, BIG_ENDIAN);
    headers.sourceLow = buffer.getLong(offset + 16, BIG_ENDIAN);
    headers.destinationHigh = buffer.getLong(offset + 24, BIG_ENDIAN);
    headers.destinationLow = buffer.getLong(offset + 32, BIG_ENDIAN);
    int end = offset + Math.min(captured, headers.totalLength);
    return walk(headers, nextHeader, offset + HEADER, end, offset + headers.totalLength);
  }

  private static int walk(
      PacketHeaders headers, int firstHeader, int firstOffset, int capturedEnd, int end) {
    DirectBuffer buffer = headers.buffer;
    int header = firstHeader;
    int next = firstOffset;
    for (int i = 0; i < MAX_EXTENSION_HEADERS && isExtension(header); i++) {
      if (next + 8 > capturedEnd) {
        return TRUNCATED;
      }
      int length = length(header, u8(buffer, next + 1));
      if (header == IpProtocol.FRAGMENT) {
        int field = u16(buffer, next + 2);
        headers.laterFragment = field >>> 3 != 0;
        headers.firstFragment = !headers.laterFragment && (field & 1) != 0;
      }
      headers.routed |= header == IpProtocol.ROUTING;
      header = u8(buffer, next);
      next += length;
      if (headers.laterFragment) {
        break;
      }
    }
    headers.protocol = header;
    headers.transportOffset = next;
    headers.transportLength = Math.max(0, end - next);
    headers.transportCaptured = Math.max(0, capturedEnd - next);
    return DECODED;
  }

  private static boolean isExtension(int header) {
    return header == IpProtocol.HOP_BY_HOP
        || header == IpProtocol.ROUTING
        || header == IpProtocol.FRAGMENT
        || header == IpProtocol.AUTHENTICATION
        || header == IpProtocol.DESTINATION_OPTIONS;
  }

  private static int length(int header, int lengthField) {
    if (header == IpProtocol.FRAGMENT) {
      return 8;
    }
    return header == IpProtocol.AUTHENTICATION ? (lengthField + 2) * 4 : (lengthField + 1) * 8;
  }
}
