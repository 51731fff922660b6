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
  private record Range(long first, long last) {}

  private final Map<String, List<Range>> ranges = new HashMap<>();

  /** Reads lines of {@code first,last,country}. */
  CountryRanges(Path csvGz) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(csvGz)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",", -1);
        ranges
            .computeIfAbsent(fields[2], country -> new ArrayList<>())
            .add(new Range(number(fields[0]), number(fields[1])));
      }
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
