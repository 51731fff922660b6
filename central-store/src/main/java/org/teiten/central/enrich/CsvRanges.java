// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.teiten.flowtuple.IpAddress;

/** Reads ranges from lines {@code first,last,value[,…]} in ascending order of address. */
final class CsvRanges {
  private CsvRanges() {}

  static OriginRanges read(Path file, OriginKind kind) throws IOException {
    OriginRanges ranges = new OriginRanges();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        try {
          append(line, kind, ranges);
        } catch (IllegalArgumentException e) {
          throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
        }
      }
    }
    ranges.finish();
    return ranges;
  }

  private static void append(String line, OriginKind kind, OriginRanges ranges) {
    int first = line.indexOf(',');
    int second = first < 0 ? -1 : line.indexOf(',', first + 1);
    if (second < 0) {
      throw new IllegalArgumentException("is not \"first address,last address,value\"");
    }
    int third = line.indexOf(',', second + 1);
    String value = line.substring(second + 1, third < 0 ? line.length() : third);
    int number =
        switch (kind) {
          case COUNTRY -> OriginRanges.countryNumber(value);
          case ASN -> asNumber(value);
        };
    ranges.append(
        address(line.substring(0, first)), address(line.substring(first + 1, second)), number);
  }

  private static int asNumber(String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not an AS number", e);
    }
  }

  // Dotted quads are most of every file, and the general parser costs ten times as much.
  private static IpAddress address(String text) {
    long number = 0;
    int octet = -1;
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        octet = Math.max(0, octet) * 10 + (c - '0');
        if (octet > 255) {
          return IpAddress.parse(text);
        }
      } else if (c == '.' && octet >= 0) {
        number = number << 8 | octet;
        octet = -1;
        dots++;
      } else {
        return IpAddress.parse(text);
      }
    }
    return dots == 3 && octet >= 0
        ? new IpAddress(4, 0, number << 8 | octet)
        : IpAddress.parse(text);
  }
}
