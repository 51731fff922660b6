// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.util.Comparator;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.TrafficType;

/**
 * What the report counts by.
 *
 * @param protocol IP protocol number
 * @param port design §10's port, -1 where there is none
 * @param icmpType ICMP type, else -1
 * @param icmpCode ICMP code, else -1
 * @param trafficType what the packets are
 */
record PortKey(int protocol, int port, int icmpType, int icmpCode, TrafficType trafficType) {
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMP6 = 58;
  private static final TrafficType[] TYPES = TrafficType.values();

  static final Comparator<PortKey> ORDER =
      Comparator.comparingInt(PortKey::protocol)
          .thenComparingInt(PortKey::port)
          .thenComparingInt(PortKey::icmpType)
          .thenComparingInt(PortKey::icmpCode)
          .thenComparing(PortKey::trafficType);

  /** A row's key in one long: protocol 8 bits, port 17, type 9, code 9, traffic type 8. */
  static long pack(FlowTuple row) {
    return (long) row.protocol() << 43
        | (long) (row.port() + 1) << 26
        | (long) (row.icmpType() + 1) << 17
        | (long) (row.icmpCode() + 1) << 8
        | row.trafficType().ordinal();
  }

  static PortKey unpack(long packed) {
    return new PortKey(
        (int) (packed >>> 43),
        (int) (packed >>> 26 & 0x1ffff) - 1,
        (int) (packed >>> 17 & 0x1ff) - 1,
        (int) (packed >>> 8 & 0x1ff) - 1,
        TYPES[(int) (packed & 0xff)]);
  }

  boolean isIcmp() {
    return icmpType >= 0;
  }

  /** {@code tcp}, {@code udp}, {@code icmp}, {@code icmp6}, or empty where only a number is. */
  String protocolName() {
    return switch (protocol) {
      case ICMP -> "icmp";
      case TCP -> "tcp";
      case UDP -> "udp";
      case ICMP6 -> "icmp6";
      default -> "";
    };
  }

  /** {@code 445/tcp}, {@code 3.1/icmp}, {@code 47}. */
  String label() {
    if (isIcmp()) {
      return icmpType + "." + icmpCode + "/" + protocolName();
    }
    return port < 0 ? String.valueOf(protocol) : port + "/" + protocolName();
  }
}
