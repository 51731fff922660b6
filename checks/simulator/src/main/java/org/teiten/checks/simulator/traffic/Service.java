// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import org.teiten.checks.simulator.model.PortKey;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.TrafficType;

/**
 * What packets are and which port they count to: of backscatter the victim's.
 *
 * @param type what they are
 * @param port which port, or ICMP type
 */
public record Service(TrafficType type, PortKey port) {
  /** The traffic type of a scan of that port. */
  static Service scanOf(PortKey port) {
    return new Service(
        switch (port.protocol()) {
          case PortKey.TCP -> TrafficType.TCP_SYN;
          case PortKey.UDP -> TrafficType.UDP;
          default ->
              switch (port.number()) {
                case 8 -> TrafficType.ICMP_ECHO_REQUEST;
                case 10 -> TrafficType.ICMP_ROUTER_SOLICITATION;
                case 13 -> TrafficType.ICMP_TIMESTAMP_REQUEST;
                case 15 -> TrafficType.ICMP_INFORMATION_REQUEST;
                case 17 -> TrafficType.ICMP_ADDRESS_MASK_REQUEST;
                default -> throw new IllegalArgumentException(port + " is no request");
              };
        },
        port);
  }

  public TrafficClass trafficClass() {
    return type.trafficClass();
  }
}
