// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.decode;

/** The IP protocol numbers (IANA) that are looked into, and IPv6's extension headers. */
public final class IpProtocol {
  public static final int HOP_BY_HOP = 0;
  public static final int ICMP = 1;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int ROUTING = 43;
  public static final int FRAGMENT = 44;
  public static final int AUTHENTICATION = 51;
  public static final int ICMP6 = 58;
  public static final int NO_NEXT_HEADER = 59;
  public static final int DESTINATION_OPTIONS = 60;

  private IpProtocol() {}

  /** {@code tcp}, {@code udp}, {@code icmp}, {@code icmp6}, or empty where only a number is. */
  public static String name(int protocol) {
    return switch (protocol) {
      case ICMP -> "icmp";
      case TCP -> "tcp";
      case UDP -> "udp";
      case ICMP6 -> "icmp6";
      default -> "";
    };
  }

  /**
   * What people call a destination: {@code 445/tcp}, {@code 3.1/icmp} (type, code), {@code 47}.
   *
   * @param number the port; of ICMP and ICMPv6 type · 256 + code; -1 without either
   */
  public static String portName(int protocol, int number) {
    if (number < 0) {
      return Integer.toString(protocol);
    }
    boolean icmp = protocol == ICMP || protocol == ICMP6;
    return (icmp ? (number >>> Byte.SIZE) + "." + (number & 0xff) : Integer.toString(number))
        + "/"
        + name(protocol);
  }
}
