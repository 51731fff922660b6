// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.archive;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.IpPrefix;

/**
 * Takes the sensor's own addresses out of texts: the second fence, for nothing should write them
 * into one.
 */
public final class AddressMask {
  /** What stands where a secret address was. */
  public static final String MASK = "[address]";

  private static final Pattern LIKE_AN_ADDRESS =
      Pattern.compile(
          "(?<![\\w.:])(?:\\d{1,3}(?:\\.\\d{1,3}){3}"
              + "|(?=[0-9a-fA-F]*:[0-9a-fA-F.]*:)[0-9a-fA-F:.]{2,45})");

  private final List<IpPrefix> prefixes;
  private final Set<IpAddress> addresses;
  private int masked;

  /**
   * Masks all that lies in the prefixes, and the addresses.
   *
   * @param prefixes the monitored ones
   * @param addresses this host's own
   */
  public AddressMask(List<IpPrefix> prefixes, Set<IpAddress> addresses) {
    this.prefixes = List.copyOf(prefixes);
    this.addresses = Set.copyOf(addresses);
  }

  /** The text without them. */
  public String of(String text) {
    Matcher matcher = LIKE_AN_ADDRESS.matcher(text);
    return matcher.replaceAll(found -> Matcher.quoteReplacement(masked(found.group())));
  }

  private String masked(String token) {
    String address = token.replaceAll("[.:]+$", "");
    for (String candidate : List.of(token, address)) {
      if (isSecret(candidate)) {
        masked++;
        return MASK + token.substring(candidate.length());
      }
    }
    return token;
  }

  private boolean isSecret(String text) {
    try {
      IpAddress address = IpAddress.parse(text);
      return addresses.contains(address)
          || prefixes.stream().anyMatch(prefix -> prefix.contains(address));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** How many were found. */
  public int count() {
    return masked;
  }
}
