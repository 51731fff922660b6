// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.decode;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.teiten.capture.decode.HeaderDecoder.DECODED;
import static org.teiten.capture.decode.HeaderDecoder.u16;
import static org.teiten.capture.decode.HeaderDecoder.u32;
import static org.teiten.capture.decode.HeaderDecoder.u8;

import org.agrona.DirectBuffer;
import org.teiten.flowtuple.UndecodableReason;

/** Ports, flags, ICMP types, and what an ICMP error quotes. */
final class TransportDecoder {
  private static final int TRUNCATED = UndecodableReason.TRUNCATED.ordinal();
  private static final int TCP_NEEDS = 14;
  private static final int TCP_HEADER = 20;
  private static final int UDP_NEEDS = 4;
  private static final int ICMP_NEEDS = 2;
  private static final int ICMP_HEADER = 8;

  private TransportDecoder() {}

  static int decode(PacketHeaders headers) {
    headers.sourcePort = -1;
    headers.destinationPort = -1;
    headers.tcpFlags = 0;
    headers.icmpType = -1;
    headers.icmpCode = -1;
    headers.quotedVersion = 0;
    headers.quotedHigh = 0;
    headers.quotedLow = 0;
    headers.quotedProtocol = -1;
    headers.quotedPort = -1;
    headers.quotedSourcePort = -1;
    if (headers.laterFragment) {
      return DECODED;
    }
    int offset = headers.transportOffset;
    int captured = headers.transportCaptured;
    return switch (headers.protocol) {
      case IpProtocol.TCP -> tcp(headers, offset, captured);
      case IpProtocol.UDP -> udp(headers, offset, captured);
      case IpProtocol.ICMP -> headers.ipVersion == 4 ? icmp(headers, offset, captured) : DECODED;
      case IpProtocol.ICMP6 -> headers.ipVersion == 6 ? icmp(headers, offset, captured) : DECODED;
      default -> DECODED;
    };
  }

  private static int tcp(PacketHeaders headers, int offset, int captured) {
    if (captured < TCP_NEEDS) {
      return TRUNCATED;
    }
    final DirectBuffer buffer = headers.buffer;
    if (captured < TCP_HEADER) {
      headers.sourcePort = u16(buffer, offset);
      headers.destinationPort = u16(buffer, offset + 2);
      headers.tcpFlags = u8(buffer, offset + 13);
      return DECODED;
    }
    final long words = buffer.getLong(offset, BIG_ENDIAN);
    headers.sourcePort = (int) (words >>> 48);
    headers.destinationPort = (int) (words >>> 32) & 0xffff;
    headers.sequence = (int) words;
    final int next = buffer.getInt(offset + 12, BIG_ENDIAN);
    headers.tcpHeaderLength = (next >>> 28) * 4;
    headers.tcpFlags = (next >>> 16) & 0xff;
    headers.window = next & 0xffff;
    return DECODED;
  }

  private static int udp(PacketHeaders headers, int offset, int captured) {
    if (captured < UDP_NEEDS) {
      return TRUNCATED;
    }
    headers.sourcePort = u16(headers.buffer, offset);
    headers.destinationPort = u16(headers.buffer, offset + 2);
    return DECODED;
  }

  private static int icmp(PacketHeaders headers, int offset, int captured) {
    if (captured < ICMP_NEEDS) {
      return TRUNCATED;
    }
    int type = u8(headers.buffer, offset);
    headers.icmpType = type;
    headers.icmpCode = u8(headers.buffer, offset + 1);
    if (headers.ipVersion == 4) {
      if (type == 3 || type == 4 || type == 5 || type == 11 || type == 12) {
        quotedIpv4(headers, offset + ICMP_HEADER, captured - ICMP_HEADER);
      }
    } else if (type >= 1 && type <= 4) {
      quotedIpv6(headers, offset + ICMP_HEADER, captured - ICMP_HEADER);
    }
    return DECODED;
  }

  private static void quotedIpv4(PacketHeaders headers, int offset, int captured) {
    DirectBuffer buffer = headers.buffer;
    if (captured < 20 || (buffer.getByte(offset) & 0xf0) != 0x40) {
      return;
    }
    int headerLength = (buffer.getByte(offset) & 0x0f) * 4;
    boolean laterFragment = (u16(buffer, offset + 6) & 0x1fff) != 0;
    headers.quotedVersion = 4;
    headers.quotedLow = u32(buffer, offset + 16);
    headers.quotedProtocol = u8(buffer, offset + 9);
    if (headerLength >= 20 && !laterFragment) {
      quotedPort(headers, offset + headerLength, captured - headerLength);
    }
  }

  private static void quotedIpv6(PacketHeaders headers, int offset, int captured) {
    DirectBuffer buffer = headers.buffer;
    if (captured < 40 || (buffer.getByte(offset) & 0xf0) != 0x60) {
      return;
    }
    headers.quotedVersion = 6;
    headers.quotedHigh = buffer.getLong(offset + 24, BIG_ENDIAN);
    headers.quotedLow = buffer.getLong(offset + 32, BIG_ENDIAN);
    headers.quotedProtocol = u8(buffer, offset + 6);
    quotedPort(headers, offset + 40, captured - 40);
  }

  private static void quotedPort(PacketHeaders headers, int offset, int captured) {
    if (captured >= 4
        && (headers.quotedProtocol == IpProtocol.TCP || headers.quotedProtocol == IpProtocol.UDP)) {
      headers.quotedSourcePort = u16(headers.buffer, offset);
      headers.quotedPort = u16(headers.buffer, offset + 2);
    }
  }
}
