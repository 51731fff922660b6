// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.teiten.capture.decode.IpProtocol;
import org.teiten.capture.decode.PacketHeaders;

/**
 * The Internet checksum (RFC 1071) of IPv4 headers, and of TCP, UDP, ICMP and ICMPv6 where the
 * whole segment was captured. Sums are taken in little-endian words: the one's complement sum does
 * not mind, but the pseudo header's numbers must be turned.
 */
final class Checksums {
  private static final int ICMP_HEADER = 8;
  private static final int TCP_HEADER = 20;
  private static final int UDP_HEADER = 8;

  private Checksums() {}

  static boolean isWrong(PacketHeaders headers) {
    if (headers.lengthFromFrame()) {
      return false;
    }
    if (headers.ipVersion() == 4
        && fold(sum(headers.buffer(), headers.ipOffset(), headers.ipHeaderLength())) != 0xffff) {
      return true;
    }
    return !headers.firstFragment()
        && !headers.laterFragment()
        && !headers.routed()
        && headers.transportCaptured() == headers.transportLength()
        && isTransportWrong(headers);
  }

  private static boolean isTransportWrong(PacketHeaders headers) {
    int length = headers.transportLength();
    int offset = headers.transportOffset();
    return switch (headers.protocol()) {
      case IpProtocol.TCP -> length >= TCP_HEADER && isWrong(headers, offset, length, true);
      case IpProtocol.UDP -> length >= UDP_HEADER && isUdpWrong(headers, offset, length);
      case IpProtocol.ICMP ->
          headers.ipVersion() == 4
              && length >= ICMP_HEADER
              && isWrong(headers, offset, length, false);
      case IpProtocol.ICMP6 ->
          headers.ipVersion() == 6
              && length >= ICMP_HEADER
              && isWrong(headers, offset, length, true);
      default -> false;
    };
  }

  /** UDP states its own length; in IPv4 a checksum of 0 means that there is none. */
  private static boolean isUdpWrong(PacketHeaders headers, int offset, int length) {
    DirectBuffer buffer = headers.buffer();
    int stated = Short.reverseBytes(buffer.getShort(offset + 4, LITTLE_ENDIAN)) & 0xffff;
    if (buffer.getShort(offset + 6, LITTLE_ENDIAN) == 0) {
      return headers.ipVersion() == 6;
    }
    return stated >= UDP_HEADER && stated <= length && isWrong(headers, offset, stated, true);
  }

  private static boolean isWrong(
      PacketHeaders headers, int offset, int length, boolean pseudoHeader) {
    long sum = sum(headers.buffer(), offset, length);
    if (pseudoHeader) {
      boolean ipv4 = headers.ipVersion() == 4;
      sum += sum(headers.buffer(), headers.ipOffset() + (ipv4 ? 12 : 8), ipv4 ? 8 : 32);
      sum += headers.protocol() << 8;
      sum += Short.reverseBytes((short) length) & 0xffff;
      sum += Short.reverseBytes((short) (length >>> 16)) & 0xffff;
    }
    return fold(sum) != 0xffff;
  }

  private static long sum(DirectBuffer buffer, int offset, int length) {
    long sum = 0;
    int at = offset;
    int end = offset + length;
    for (; at + 8 <= end; at += 8) {
      long words = buffer.getLong(at, LITTLE_ENDIAN);
      sum += (words & 0xffff_ffffL) + (words >>> 32);
    }
    if (at + 4 <= end) {
      sum += buffer.getInt(at, LITTLE_ENDIAN) & 0xffff_ffffL;
      at += 4;
    }
    if (at + 2 <= end) {
      sum += buffer.getShort(at, LITTLE_ENDIAN) & 0xffff;
      at += 2;
    }
    return at < end ? sum + (buffer.getByte(at) & 0xff) : sum;
  }

  private static int fold(long sum) {
    long folded = (sum & 0xffff_ffffL) + (sum >>> 32);
    folded = (folded & 0xffff) + (folded >>> 16);
    folded = (folded & 0xffff) + (folded >>> 16);
    folded = (folded & 0xffff) + (folded >>> 16);
    return (int) folded;
  }
}
