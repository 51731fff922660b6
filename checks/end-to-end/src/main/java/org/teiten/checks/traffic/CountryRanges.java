// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/** IPv4 ranges by country, from the origin data that the project ships. */
final class CountryRanges {
  private record Range(long first, long last, String country) {}

  private final Map<String, List<Range>> ranges = new HashMap<>();

  /**
   * Reads lines of {@code first,last,country} in order of their first address. Ranges that overlap
   * another are left out, so that an address of a country is that country's beyond doubt.
   */
  CountryRanges(Path csvGz) throws IOException {
    List<Range> all = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(csvGz)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",", -1);
        all.add(new Range(number(fields[0]), number(fields[1]), fields[2]));
      }
    }
    long last = -1;
    for (int i = 0; i < all.size(); i++) {
      Range range = all.get(i);
      boolean overlapsNext = i + 1 < all.size() && all.get(i + 1).first <= range.last;
      if (range.first > last && !overlapsNext) {
        ranges.computeIfAbsent(range.country, country -> new ArrayList<>()).add(range);
      }
      last = Math.max(last, range.last);
    }
  }

  /** Some address of the country. */
  String address(String country, SplittableRandom random) {
    List<Range> own = ranges.get(country);
    if (own == null) {
      throw new IllegalArgumentException("no range of country '" + country + "'");
    }
    Range range = own.get(random.nextInt(own.size()));
    long address = random.nextLong(range.first, range.last + 1);
    return (address >>> 24)
        + "."
        + (address >>> 16 & 255)
        + "."
        + (address >>> 8 & 255)
        + "."
        + (address & 255);
  }

  private static long number(String dotted) {
    long n = 0;
    for (String octet : dotted.split("\\.", -1)) {
      n = n << 8 | Integer.parseInt(octet);
    }
    return n;
  }
}
