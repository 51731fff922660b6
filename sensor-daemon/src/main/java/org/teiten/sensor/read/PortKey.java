// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.util.Comparator;
import org.teiten.capture.decode.IpProtocol;
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

  static final Comparator<PortKey> ORDER =
      Comparator.comparingInt(PortKey::protocol)
          .thenComparingInt(PortKey::port)
          .thenComparingInt(PortKey::icmpType)
          .thenComparingInt(PortKey::icmpCode)
          .thenComparing(PortKey::trafficType);

  /**
   * The key of packets.
   *
   * @param number port; of ICMP and ICMPv6 type · 256 + code; or -1
   */
  static PortKey of(int protocol, int number, TrafficType type) {
    boolean icmp = number >= 0 && (protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMP6);
    return icmp
        ? new PortKey(protocol, -1, number >>> 8, number & 0xff, type)
        : new PortKey(protocol, number, -1, -1, type);
  }

  boolean isIcmp() {
    return icmpType >= 0;
  }

  /** {@code tcp}, {@code udp}, {@code icmp}, {@code icmp6}, or empty where only a number is. */
  String protocolName() {
    return IpProtocol.name(protocol);
  }

  /** {@code 445/tcp}, {@code 3.1/icmp}, {@code 47}. */
  String label() {
    return IpProtocol.portName(protocol, isIcmp() ? icmpType << Byte.SIZE | icmpCode : port);
  }
}
