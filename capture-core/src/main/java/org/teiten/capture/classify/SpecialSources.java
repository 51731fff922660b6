// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

/**
 * Addresses that cannot be those of a host on the public Internet: the special-purpose registries
 * of RFC 6890 as of 2026, multicast (RFC 5771), and of IPv6 all that is not global unicast.
 */
final class SpecialSources {
  private SpecialSources() {}

  static boolean containsIpv4(int address) {
    return switch (address >>> 24) {
      case 0, 10, 127 -> true;
      case 100 -> (address & 0x00c0_0000) == 0x0040_0000;
      case 169 -> address >>> 16 == 0xa9fe;
      case 172 -> address >>> 20 == 0xac1;
      case 192 -> isSpecialIn192(address);
      case 198 -> address >>> 17 == 0x6309 || address >>> 8 == 0xc63364;
      case 203 -> address >>> 8 == 0xcb0071;
      default -> address >>> 24 >= 224;
    };
  }

  private static boolean isSpecialIn192(int address) {
    int network = address >>> 8;
    return network == 0xc00000
        || network == 0xc00002
        || network == 0xc05863
        || network >>> 8 == 0xc0a8;
  }

  static boolean containsIpv6(long high, long low) {
    if (high >>> 61 != 1) {
      return high != 0x0064_ff9b_0000_0000L || low >>> 32 != 0;
    }
    return high >>> 41 == 0x10_0080L
        || high >>> 32 == 0x2001_0db8L
        || high >>> 48 == 0x2002
        || high >>> 44 == 0x3fff_0;
  }
}
