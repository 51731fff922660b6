// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IPv4 or IPv6 address as numbers, big-endian.
 *
 * @param version 4 or 6
 * @param high upper 64 bits of an IPv6 address, else 0
 * @param low lower 64 bits, or the IPv4 address in its low 32 bits
 */
public record IpAddress(int version, long high, long low) implements Comparable<IpAddress> {

  public IpAddress {
    if (version == 4 ? high != 0 || low >>> 32 != 0 : version != 6) {
      throw new IllegalArgumentException(
          "not an IP address: version " + version + ", " + high + ", " + low);
    }
  }

  /**
   * Parses a literal address; names are never resolved.
   *
   * @throws IllegalArgumentException if the text is no address
   */
  public static IpAddress parse(String text) {
    boolean v6 = text.indexOf(':') >= 0;
    if (v6 ? !text.matches("[0-9a-fA-F:.]{2,45}") : !text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
      throw new IllegalArgumentException("'" + text + "' is not an IP address");
    }
    try {
      byte[] bytes = InetAddress.getByName(text).getAddress();
      if (v6 && bytes.length == 4) {
        // Java turns ::ffff:a.b.c.d into IPv4; the text named an IPv6 address.
        return new IpAddress(6, 0, 0xffff_0000_0000L | ofBytes(bytes).low);
      }
      return ofBytes(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + text + "' is not an IP address", e);
    }
  }

  /**
   * The address with these bytes in network order.
   *
   * @param bytes 4 or 16 bytes
   */
  public static IpAddress ofBytes(byte[] bytes) {
    if (bytes.length == 4) {
      return new IpAddress(4, 0, number(bytes, 0, 4));
    }
    if (bytes.length == 16) {
      return new IpAddress(6, number(bytes, 0, 8), number(bytes, 8, 8));
    }
    throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
  }

  private static long number(byte[] bytes, int offset, int length) {
    long n = 0;
    for (int i = offset; i < offset + length; i++) {
      n = n << 8 | (bytes[i] & 0xff);
    }
    return n;
  }

  /** 4 or 16 bytes in network order. */
  public byte[] bytes() {
    byte[] bytes = new byte[version == 4 ? 4 : 16];
    long n = low;
    for (int i = bytes.length - 1; i >= 0; i--) {
      bytes[i] = (byte) n;
      n = i == 8 ? high : n >>> 8;
    }
    return bytes;
  }

  @Override
  public int compareTo(IpAddress other) {
    int c = Integer.compare(version, other.version);
    if (c == 0) {
      c = Long.compareUnsigned(high, other.high);
    }
    return c != 0 ? c : Long.compareUnsigned(low, other.low);
  }

  /** The usual text: dotted quad, or RFC 5952. */
  @Override
  public String toString() {
    return version == 4
        ? (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255)
        : rfc5952();
  }

  private String rfc5952() {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i & 3)) & 0xffff);
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int j = i;
      while (j < 8 && groups[j] == 0) {
        j++;
      }
      if (j - i > bestLength) {
        bestStart = i;
        bestLength = j - i;
      }
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
