// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teiten.central.store.FlowFilter;

/**
 * Ports as people write them: {@code 445/tcp}, {@code 53/udp}, {@code 8/icmp} (any code), {@code
 * 3.1/icmp}, {@code 128/icmp6}, {@code 47} (a protocol alone).
 */
public final class PortWords {
  static final int ICMP = 1;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int ICMP6 = 58;

  private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:\\.(\\d{1,3}))?(?:/(\\w+))?");

  private PortWords() {}

  /**
   * What a port in words selects.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static FlowFilter parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw wrong(text);
    }
    int number = Integer.parseInt(matcher.group(1));
    Integer code = matcher.group(2) == null ? null : Integer.valueOf(matcher.group(2));
    String protocol = matcher.group(3);
    if (protocol == null) {
      if (code != null || number > 255) {
        throw wrong(text);
      }
      return new FlowFilter(null, null, number, null, null, null);
    }
    boolean icmp = protocol.equals("icmp") || protocol.equals("icmp6");
    if (number > (icmp ? 255 : 65_535) || (code != null && (!icmp || code > 255))) {
      throw wrong(text);
    }
    return switch (protocol) {
      case "tcp" -> new FlowFilter(null, null, TCP, number, null, null);
      case "udp" -> new FlowFilter(null, null, UDP, number, null, null);
      case "icmp" -> new FlowFilter(null, null, ICMP, null, number, code);
      case "icmp6" -> new FlowFilter(null, null, ICMP6, null, number, code);
      default -> throw wrong(text);
    };
  }

  /** A protocol's word, or null if it is only known by its number. */
  public static String protocol(int number) {
    return switch (number) {
      case TCP -> "tcp";
      case UDP -> "udp";
      case ICMP -> "icmp";
      case ICMP6 -> "icmp6";
      default -> null;
    };
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is not a port; write 445/tcp, 53/udp, 8/icmp, 3.1/icmp, 128/icmp6, or a protocol"
            + " number alone");
  }
}
