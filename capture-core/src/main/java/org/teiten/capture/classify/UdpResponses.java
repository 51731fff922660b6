// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import org.agrona.DirectBuffer;
import org.teiten.capture.decode.PacketHeaders;

/**
 * Whether a UDP packet is a response: its source port names a protocol, and its content is a
 * response of that protocol. Both must agree, for anyone may send from any port.
 */
final class UdpResponses {
  private static final int UDP_HEADER = 8;
  private static final int DNS_HEADER = 12;
  private static final int MEMCACHED_HEADER = 8;

  private static final byte[] HTTP_1_1 = ascii("HTTP/1.1 ");
  private static final byte[] VALUE = ascii("VALUE ");
  private static final byte[] STAT = ascii("STAT ");
  private static final byte[] END = ascii("END");
  private static final byte[] ERROR = ascii("ERROR");

  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int OCTET_STRING = 0x04;
  private static final int SNMP_GET_RESPONSE = 0xa2;
  private static final int LDAP_SEARCH_RESULT_ENTRY = 0x64;
  private static final int LDAP_SEARCH_RESULT_DONE = 0x65;

  private UdpResponses() {}

  static boolean matches(PacketHeaders headers) {
    return switch (headers.sourcePort()) {
      case 17, 19 -> true;
      case 53, 5353 -> content(headers) >= DNS_HEADER && hasBit(headers, 2, 0x80);
      case 123 -> isNtp(headers);
      case 137 -> content(headers) > 2 && hasBit(headers, 2, 0x80);
      case 161 -> isSnmp(headers);
      case 389 -> isLdap(headers);
      case 1900 -> startsWith(headers, 0, HTTP_1_1);
      case 11211 ->
          startsWith(headers, MEMCACHED_HEADER, VALUE)
              || startsWith(headers, MEMCACHED_HEADER, STAT)
              || startsWith(headers, MEMCACHED_HEADER, END)
              || startsWith(headers, MEMCACHED_HEADER, ERROR);
      default -> false;
    };
  }

  /** RFC 5905: mode 4 is a server's; modes 6 and 7 are control, with a response bit each. */
  private static boolean isNtp(PacketHeaders headers) {
    int content = content(headers);
    if (content < 1) {
      return false;
    }
    return switch (u8(headers, 0) & 7) {
      case 4 -> true;
      case 6 -> content >= 2 && hasBit(headers, 1, 0x80);
      case 7 -> hasBit(headers, 0, 0x80);
      default -> false;
    };
  }

  /** RFC 1157, 3416, and the plain text form of RFC 3412: a GetResponse. */
  private static boolean isSnmp(PacketHeaders headers) {
    int at = enter(headers, 0, SEQUENCE);
    int version = at;
    at = skip(headers, at, INTEGER);
    if (at < 0) {
      return false;
    }
    if (u8(headers, version + 2) == 3) {
      at = skip(headers, at, SEQUENCE);
      at = skip(headers, at, OCTET_STRING);
      at = enter(headers, at, SEQUENCE);
      at = skip(headers, at, OCTET_STRING);
    }
    at = skip(headers, at, OCTET_STRING);
    return at >= 0 && at < content(headers) && u8(headers, at) == SNMP_GET_RESPONSE;
  }

  /** RFC 4511: searchResEntry or searchResDone. */
  private static boolean isLdap(PacketHeaders headers) {
    int at = skip(headers, enter(headers, 0, SEQUENCE), INTEGER);
    if (at < 0 || at >= content(headers)) {
      return false;
    }
    int operation = u8(headers, at);
    return operation == LDAP_SEARCH_RESULT_ENTRY || operation == LDAP_SEARCH_RESULT_DONE;
  }

  /** Where the content of a BER element with this tag begins, -1 if there is none. */
  private static int enter(PacketHeaders headers, int at, int tag) {
    if (at < 0 || at + 2 > content(headers) || u8(headers, at) != tag) {
      return -1;
    }
    int length = u8(headers, at + 1);
    return length < 0x80 ? at + 2 : at + 2 + (length & 0x7f);
  }

  /** Where the element after a BER element with this tag and a captured content begins, or -1. */
  private static int skip(PacketHeaders headers, int at, int tag) {
    int begin = enter(headers, at, tag);
    if (begin < 0 || begin > content(headers) || begin - at > 5) {
      return -1;
    }
    long length = begin == at + 2 ? u8(headers, at + 1) : 0;
    for (int i = at + 2; i < begin; i++) {
      length = (length << 8) | u8(headers, i);
    }
    if ((length == 0 && tag == INTEGER) || begin + length > content(headers)) {
      return -1;
    }
    return (int) (begin + length);
  }

  private static boolean startsWith(PacketHeaders headers, int at, byte[] text) {
    if (content(headers) < at + text.length) {
      return false;
    }
    DirectBuffer buffer = headers.buffer();
    int offset = headers.transportOffset() + UDP_HEADER + at;
    for (int i = 0; i < text.length; i++) {
      if (buffer.getByte(offset + i) != text[i]) {
        return false;
      }
    }
    return true;
  }

  private static int content(PacketHeaders headers) {
    return headers.transportCaptured() - UDP_HEADER;
  }

  private static boolean hasBit(PacketHeaders headers, int at, int bit) {
    return (u8(headers, at) & bit) != 0;
  }

  private static int u8(PacketHeaders headers, int at) {
    return headers.buffer().getByte(headers.transportOffset() + UDP_HEADER + at) & 0xff;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
