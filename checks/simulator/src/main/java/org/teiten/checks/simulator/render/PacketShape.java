// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.render;

import org.teiten.checks.simulator.model.PortKey;
import org.teiten.checks.simulator.traffic.Service;
import org.teiten.checks.simulator.traffic.StackSignature;
import org.teiten.flowtuple.TrafficType;

/**
 * What the packets of a source to a service look like.
 *
 * @param ipLength IP total length
 * @param ttl TTL on arrival
 * @param tcpFlags TCP flags, else 0
 * @param signature of a SYN, else null
 */
record PacketShape(int ipLength, int ttl, int tcpFlags, StackSignature signature) {
  private static final int FEWEST_HOPS = 6;
  private static final int HOPS = 20;

  /**
   * The shape for a source.
   *
   * @param signatureId of a SYN, else 0
   * @param hash the source's
   */
  static PacketShape of(Service service, int signatureId, long hash) {
    StackSignature signature = signatureId == 0 ? null : StackSignature.ALL.get(signatureId - 1);
    int initial = signature != null ? signature.initialTtl() : (hash & 1) == 0 ? 64 : 128;
    int hops = FEWEST_HOPS + (int) ((hash >>> 8) & 0xffff) % HOPS;
    int length = signature != null ? signature.ipLength() : length(service);
    return new PacketShape(length, initial - hops, tcpFlags(service.type()), signature);
  }

  private static int tcpFlags(TrafficType type) {
    return switch (type) {
      case TCP_SYN -> 0x02;
      case TCP_SYN_ACK -> 0x12;
      case TCP_RST -> 0x04;
      case TCP_RST_ACK -> 0x14;
      default -> 0;
    };
  }

  private static int length(Service service) {
    return switch (service.type()) {
      case TCP_SYN_ACK -> 44;
      case TCP_RST, TCP_RST_ACK -> 40;
      case UDP_RESPONSE -> 120;
      case UDP -> udpLength(service.port());
      case ICMP_ECHO_REQUEST, ICMP_ECHO_REPLY -> 84;
      default -> 40;
    };
  }

  private static int udpLength(PortKey port) {
    return switch (port.number()) {
      case 53 -> 66;
      case 123 -> 36;
      case 161 -> 71;
      case 1900 -> 125;
      case 5060 -> 441;
      default -> 48;
    };
  }
}
