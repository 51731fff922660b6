// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port as a model names it: {@code 445/tcp}, {@code 53/udp}, {@code 8/icmp}; or {@link #OTHER},
 * the ports without a name, or {@link #ALL}.
 *
 * @param protocol 6, 17 or 1; -1 of the two words
 * @param number port, or ICMP type
 */
public record PortKey(int protocol, int number) implements Comparable<PortKey> {
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int ICMP = 1;

  /** All ports that the model gives no level of their own. */
  public static final PortKey OTHER = new PortKey(-1, 0);

  /** Every port that the model gives a level. */
  public static final PortKey ALL = new PortKey(-1, 1);

  private static final Pattern FORM = Pattern.compile("(\\d{1,5})/(tcp|udp|icmp)");

  /**
   * Reads a port.
   *
   * @throws IllegalArgumentException that says what to write
   */
  public static PortKey parse(String text) {
    if (text.equals("other")) {
      return OTHER;
    }
    if (text.equals("all")) {
      return ALL;
    }
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      int number = Integer.parseInt(form.group(1));
      int protocol =
          switch (form.group(2)) {
            case "tcp" -> TCP;
            case "udp" -> UDP;
            default -> ICMP;
          };
      if (number <= (protocol == ICMP ? 255 : 65_535)) {
        return new PortKey(protocol, number);
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is not a port; write one such as 445/tcp, 53/udp or 8/icmp");
  }

  /** Whether this is a port and none of the two words. */
  public boolean isPort() {
    return protocol >= 0;
  }

  @Override
  public int compareTo(PortKey other) {
    int c = Integer.compare(protocol, other.protocol);
    return c != 0 ? c : Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return switch (protocol) {
      case TCP -> number + "/tcp";
      case UDP -> number + "/udp";
      case ICMP -> number + "/icmp";
      default -> number == 0 ? "other" : "all";
    };
  }
}
