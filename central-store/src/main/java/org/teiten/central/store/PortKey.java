// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.util.Comparator;

/**
 * What a ranking of ports ranks.
 *
 * @param protocol IP protocol number
 * @param port as the FlowTuple has it, -1 where there is none
 * @param icmpType of ICMP and ICMPv6 the type, else -1
 */
public record PortKey(int protocol, int port, int icmpType) implements Comparable<PortKey> {
  private static final int PORTS = 1 << 17;
  private static final int NO_PORT = 1 << 16;
  private static final int ICMP = 1;
  private static final int ICMP6 = 58;
  private static final Comparator<PortKey> ORDER =
      Comparator.comparingInt(PortKey::protocol).thenComparingLong(PortKey::number);

  /** The key of the questions: protocol × 131,072 + port, else ICMP type, else 65,536. */
  public long number() {
    return (long) protocol * PORTS + (port >= 0 ? port : icmpType >= 0 ? icmpType : NO_PORT);
  }

  /** The key of a number as {@link #number} gives it. */
  static PortKey of(long number) {
    int protocol = (int) (number / PORTS);
    int port = (int) (number % PORTS);
    boolean icmp = protocol == ICMP || protocol == ICMP6;
    if (port == NO_PORT) {
      return new PortKey(protocol, -1, -1);
    }
    return icmp ? new PortKey(protocol, -1, port) : new PortKey(protocol, port, -1);
  }

  /** By protocol number, then port. */
  @Override
  public int compareTo(PortKey other) {
    return ORDER.compare(this, other);
  }
}
