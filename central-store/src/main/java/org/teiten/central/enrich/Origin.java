// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import java.util.Optional;

/** Country and AS of sources, from the databases chosen for one day. Any thread. */
public final class Origin {
  /** A source in a special-purpose range (RFC 6890), or where the sensor's own address stood. */
  public static final String SPECIAL = "special";

  /** A source that no database knows. */
  public static final String UNKNOWN = "unknown";

  /** The sources of a folded row. */
  public static final String UNATTRIBUTED = "unattributed";

  private static final String[] CODES = new String[1 << 16];

  private final OriginDatabase countryIpv4;
  private final OriginDatabase countryIpv6;
  private final OriginDatabase asnIpv4;
  private final OriginDatabase asnIpv6;

  Origin(
      OriginDatabase countryIpv4,
      OriginDatabase countryIpv6,
      OriginDatabase asnIpv4,
      OriginDatabase asnIpv6) {
    this.countryIpv4 = countryIpv4;
    this.countryIpv6 = countryIpv6;
    this.asnIpv4 = asnIpv4;
    this.asnIpv6 = asnIpv6;
  }

  /**
   * The country of an address: ISO 3166 alpha-2, {@link #SPECIAL} or {@link #UNKNOWN}.
   *
   * @param ipVersion 4 or 6
   * @param high upper half of an IPv6 address, else 0
   * @param low lower half, or the IPv4 address
   */
  public String country(int ipVersion, long high, long low) {
    if (SpecialPurpose.contains(ipVersion, high, low)) {
      return SPECIAL;
    }
    OriginDatabase database = ipVersion == 4 ? countryIpv4 : countryIpv6;
    int number = database == null ? 0 : database.find(ipVersion, high, low);
    return number == 0 ? UNKNOWN : code(number);
  }

  /** The AS of an address as an unsigned number, 0 if none is known. */
  public int asn(int ipVersion, long high, long low) {
    OriginDatabase database = ipVersion == 4 ? asnIpv4 : asnIpv6;
    return database == null || SpecialPurpose.contains(ipVersion, high, low)
        ? 0
        : database.find(ipVersion, high, low);
  }

  /** The database that answers, if there is one. */
  public Optional<OriginDatabase> database(OriginKind kind, int ipVersion) {
    return Optional.ofNullable(
        switch (kind) {
          case COUNTRY -> ipVersion == 4 ? countryIpv4 : countryIpv6;
          case ASN -> ipVersion == 4 ? asnIpv4 : asnIpv6;
        });
  }

  // One String a country; a race only makes an equal one twice.
  private static String code(int number) {
    String code = CODES[number & 0xffff];
    if (code == null) {
      code = OriginRanges.countryCode(number);
      CODES[number & 0xffff] = code;
    }
    return code;
  }
}
