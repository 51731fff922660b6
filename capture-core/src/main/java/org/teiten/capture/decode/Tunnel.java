// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.decode;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.teiten.flowtuple.IpPrefix;

/**
 * A tunnel in which a router delivers the telescope's packets. Without a peer, anybody could send
 * us packets that seem to come from anybody.
 *
 * @param kind how packets are wrapped
 * @param peer outer sources that are believed
 */
public record Tunnel(Kind kind, IpPrefix peer) {

  /** How packets are wrapped. */
  public enum Kind {
    /** RFC 2784 and 2890, carrying IPv4, IPv6 or Ethernet. */
    GRE,
    /** ERSPAN type I, II and III over GRE: mirrored Ethernet frames. */
    ERSPAN,
    /** IPv4 in IPv4 or IPv6 (RFC 2003, 2473). */
    IPIP,
    /** IPv6 in IPv4 or IPv6 (RFC 4213, 2473). */
    SIXIN4,
    /** RFC 7348, UDP port 4789. */
    VXLAN,
    /** RFC 8926, UDP port 6081. */
    GENEVE
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException in one sentence
   */
  public static Tunnel parse(String text) {
    int equals = text.indexOf('=');
    String kinds =
        Arrays.stream(Kind.values()).map(Tunnel::label).collect(Collectors.joining(", "));
    for (Kind kind : Kind.values()) {
      if (equals > 0 && text.substring(0, equals).strip().equals(label(kind))) {
        return new Tunnel(kind, IpPrefix.parse(text.substring(equals + 1).strip()));
      }
    }
    throw new IllegalArgumentException(
        "a tunnel is written KIND=PEER, such as vxlan=198.51.100.1; kinds are " + kinds);
  }

  private static String label(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Such as {@code vxlan=198.51.100.1/32}. */
  @Override
  public String toString() {
    return label(kind) + "=" + peer;
  }
}
