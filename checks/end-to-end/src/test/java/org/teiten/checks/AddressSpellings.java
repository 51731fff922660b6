// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.teiten.flowtuple.IpAddress;

/** The ways in which text can name an address: also as a number, backwards, or encoded. */
final class AddressSpellings {
  private final IpAddress address;
  private final List<String> spellings = new ArrayList<>();

  AddressSpellings(IpAddress address) {
    this.address = address;
    byte[] bytes = address.bytes();
    String hex = HexFormat.of().formatHex(bytes);
    spellings.add(address.toString());
    spellings.add(address.toString().replace(":", "%3a"));
    spellings.add(address.toString().replace(".", "%2e"));
    spellings.add(address.toString().replace(':', '-').replace('.', '-'));
    spellings.add(hex);
    spellings.add(HexFormat.ofDelimiter(":").formatHex(bytes));
    spellings.add(new BigInteger(1, bytes).toString());
    spellings.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    if (address.version() == 4) {
      spellings.add(Integer.toString((int) address.low()));
      spellings.add(Long.toString(0xffff_0000_0000L | address.low()));
      spellings.add("::ffff:" + hex.substring(0, 4) + ":" + hex.substring(4));
      spellings.add(decimals(bytes, "%03d", false));
      spellings.add(decimals(bytes, "%d", true));
    } else {
      spellings.add(hex.replaceAll("(.{4})(?!$)", "$1:"));
      spellings.add(new StringBuilder(hex).reverse().toString().replaceAll("(.)(?!$)", "$1."));
    }
  }

  private static String decimals(byte[] bytes, String form, boolean backwards) {
    return IntStream.range(0, bytes.length)
        .map(i -> bytes[backwards ? bytes.length - 1 - i : i] & 0xff)
        .mapToObj(form::formatted)
        .collect(Collectors.joining("."));
  }

  /** Those that stand in a text by themselves: 203.0.113.1 is not in 203.0.113.17. */
  List<String> in(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return spellings.stream()
        .distinct()
        .filter(
            one ->
                Pattern.compile(
                        "(?<![0-9a-f])"
                            + Pattern.quote(one.toLowerCase(Locale.ROOT))
                            + "(?![0-9a-f])")
                    .matcher(lower)
                    .find())
        .map(one -> address + " as " + one)
        .toList();
  }
}
