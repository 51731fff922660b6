// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.IpPrefix;

/**
 * Reads a database in MaxMind's format: of countries {@code country.iso_code} (GeoLite2, DB-IP) or
 * {@code country_code}, of AS {@code autonomous_system_number} or {@code asn}.
 */
final class MaxMindRanges {
  private MaxMindRanges() {}

  static OriginRanges read(Path file, OriginKind kind) throws IOException {
    OriginRanges ranges = new OriginRanges();
    try (Reader reader = new Reader(file.toFile(), Reader.FileMode.MEMORY)) {
      @SuppressWarnings("rawtypes")
      Networks<Map> networks = reader.networks(Map.class);
      while (networks.hasNext()) {
        @SuppressWarnings("rawtypes")
        DatabaseRecord<Map> entry = networks.next();
        append(entry, kind, ranges);
      }
    } catch (InvalidNetworkException | RuntimeException e) {
      throw new IOException(file + ": is not a readable MaxMind database: " + e.getMessage(), e);
    }
    ranges.finish();
    return ranges;
  }

  private static void append(
      @SuppressWarnings("rawtypes") DatabaseRecord<Map> entry,
      OriginKind kind,
      OriginRanges ranges) {
    if (entry.data() == null) {
      return;
    }
    IpAddress first = IpAddress.ofBytes(entry.network().networkAddress().getAddress());
    IpPrefix prefix = new IpPrefix(first, entry.network().prefixLength());
    int number =
        switch (kind) {
          case COUNTRY -> country(entry.data());
          case ASN -> asNumber(entry.data());
        };
    ranges.append(first, prefix.last(), number);
  }

  private static int country(Map<?, ?> data) {
    Object code = data.get("country_code");
    if (code == null && data.get("country") instanceof Map<?, ?> country) {
      code = country.get("iso_code");
    }
    return code == null ? 0 : OriginRanges.countryNumber(code.toString());
  }

  private static int asNumber(Map<?, ?> data) {
    Object number = data.get("autonomous_system_number");
    if (number == null) {
      number = data.get("asn");
    }
    return number == null ? 0 : Integer.parseUnsignedInt(number.toString());
  }
}
