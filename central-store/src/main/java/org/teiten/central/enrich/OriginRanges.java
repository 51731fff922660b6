// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import java.util.Set;
import org.teiten.flowtuple.IpAddress;

/** What one database holds: a number for each range of either family. Immutable once read. */
final class OriginRanges {
  /** Codes that ISO 3166 has not, but that databases use for a country: Kosovo. */
  private static final String KOSOVO = "XK";

  private static final Set<String> COUNTRIES = Set.of(java.util.Locale.getISOCountries());

  private final Ipv4Ranges ipv4 = new Ipv4Ranges();
  private final Ipv6Ranges ipv6 = new Ipv6Ranges();
  private final NestedRanges nestedIpv4 =
      new NestedRanges((fh, first, lh, last, number) -> ipv4.append(first, last, number));
  private final NestedRanges nestedIpv6 = new NestedRanges(ipv6::append);

  /** Takes a range; see {@link NestedRanges}. Number 0 is nothing known. */
  void append(IpAddress first, IpAddress last, int number) {
    if (first.version() != last.version()) {
      throw new IllegalArgumentException("range begins and ends in different families");
    }
    (first.version() == 4 ? nestedIpv4 : nestedIpv6)
        .append(first.high(), first.low(), last.high(), last.low(), number);
  }

  /** Ends reading. */
  void finish() {
    nestedIpv4.finish();
    nestedIpv6.finish();
    ipv4.trim();
    ipv6.trim();
  }

  int find(int ipVersion, long high, long low) {
    return ipVersion == 4 ? ipv4.find(low) : ipv6.find(high, low);
  }

  int size() {
    return ipv4.size() + ipv6.size();
  }

  /** A country as a number, 0 if the code is none of ISO 3166 alpha-2. */
  static int countryNumber(String code) {
    return COUNTRIES.contains(code) || code.equals(KOSOVO)
        ? code.charAt(0) << 8 | code.charAt(1)
        : 0;
  }

  /** The code of a country's number. */
  static String countryCode(int number) {
    return new String(new char[] {(char) (number >>> 8), (char) (number & 0xff)});
  }
}
