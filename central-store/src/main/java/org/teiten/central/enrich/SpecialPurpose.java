// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import java.util.List;
import java.util.stream.Stream;
import org.teiten.flowtuple.IpPrefix;

/**
 * Addresses that no host on the Internet has of its own: what IANA's special-purpose address
 * registries (RFC 6890 and its successors) do not call globally reachable, and multicast. The
 * registries' globally reachable entries, such as AS112 service addresses, are looked up like any
 * other address. Teredo and 6to4 addresses name a tunnel, not a place, and are special too.
 */
public final class SpecialPurpose {
  private static final IpPrefix[] IPV4 =
      prefixes(
          "0.0.0.0/8", // RFC 791, "this network"; also where the sensor's own address stood
          "10.0.0.0/8", // RFC 1918
          "100.64.0.0/10", // RFC 6598, shared address space
          "127.0.0.0/8", // RFC 1122
          "169.254.0.0/16", // RFC 3927
          "172.16.0.0/12", // RFC 1918
          "192.0.0.0/24", // RFC 6890, IETF protocol assignments
          "192.0.2.0/24", // RFC 5737
          "192.88.99.0/24", // RFC 7526, deprecated 6to4 relay
          "192.168.0.0/16", // RFC 1918
          "198.18.0.0/15", // RFC 2544
          "198.51.100.0/24", // RFC 5737
          "203.0.113.0/24", // RFC 5737
          "224.0.0.0/4", // RFC 5771, multicast
          "240.0.0.0/4"); // RFC 1112, reserved, and limited broadcast

  private static final IpPrefix[] IPV6 =
      prefixes(
          "::/127", // RFC 4291, unspecified and loopback
          "::ffff:0:0/96", // RFC 4291, IPv4-mapped
          "64:ff9b:1::/48", // RFC 8215
          "100::/64", // RFC 6666, discard-only
          "100:0:0:1::/64", // RFC 9780
          "2001::/23", // RFC 2928, IETF protocol assignments: Teredo, ORCHID, benchmarking
          "2001:db8::/32", // RFC 3849
          "2002::/16", // RFC 3056, 6to4
          "3fff::/20", // RFC 9637
          "5f00::/16", // RFC 9602, SRv6 SIDs
          "fc00::/7", // RFC 4193
          "fe80::/10", // RFC 4291, link-local
          "fec0::/10", // RFC 3879, deprecated site-local
          "ff00::/8"); // RFC 4291, multicast

  private SpecialPurpose() {}

  /** Whether the address lies in such a range. */
  public static boolean contains(int ipVersion, long high, long low) {
    for (IpPrefix prefix : ipVersion == 4 ? IPV4 : IPV6) {
      if (prefix.contains(ipVersion, high, low)) {
        return true;
      }
    }
    return false;
  }

  /** All ranges, IPv4 first. */
  public static List<IpPrefix> ranges() {
    return Stream.concat(Stream.of(IPV4), Stream.of(IPV6)).toList();
  }

  private static IpPrefix[] prefixes(String... texts) {
    return Stream.of(texts).map(IpPrefix::parse).toArray(IpPrefix[]::new);
  }
}
