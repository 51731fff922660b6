// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import java.util.List;
import org.teiten.capture.decode.IpProtocol;
import org.teiten.capture.decode.PacketHeaders;

/** The ports through which a sensor is administered, one bit each. */
final class ManagementPorts {
  private static final int PORTS = 65_536;

  private final boolean none;
  private final long[] tcp = new long[PORTS / Long.SIZE];
  private final long[] udp = new long[PORTS / Long.SIZE];

  ManagementPorts(List<ManagementPort> ports) {
    none = ports.isEmpty();
    for (ManagementPort port : ports) {
      (port.protocol() == IpProtocol.TCP ? tcp : udp)[port.port() / Long.SIZE] |= 1L << port.port();
    }
  }

  /** Whether the packet's destination port is one of them, whatever its type. */
  boolean reached(PacketHeaders headers) {
    int port = headers.destinationPort();
    if (none || port < 0) {
      return false;
    }
    long[] ports = headers.protocol() == IpProtocol.TCP ? tcp : udp;
    return (ports[port / Long.SIZE] >>> port & 1) != 0;
  }
}
