// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.teiten.central.notify.select.Evidence;
import org.teiten.central.notify.select.NoticedSource;
import org.teiten.central.store.PortKey;

/** The port that a notice is about: the one to which the evidence has most packets. */
final class NoticedPort {
  private NoticedPort() {}

  static Optional<PortKey> of(NoticedSource source) {
    Map<PortKey, Long> packets = new TreeMap<>();
    for (Evidence line : source.evidence()) {
      packets.merge(key(line), line.packets(), Long::sum);
    }
    return packets.entrySet().stream()
        .max(
            Map.Entry.<PortKey, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey);
  }

  private static PortKey key(Evidence line) {
    int protocol =
        switch (line.protocol()) {
          case "tcp" -> 6;
          case "udp" -> 17;
          case "icmp" -> 1;
          case "icmp6" -> 58;
          default -> Integer.parseInt(line.protocol());
        };
    return new PortKey(
        protocol,
        line.port() == null ? -1 : line.port(),
        line.icmpType() == null ? -1 : line.icmpType());
  }

  /** As people write it. */
  static String text(PortKey port) {
    return switch (port.protocol()) {
      case 6 -> port.port() + "/tcp";
      case 17 -> port.port() + "/udp";
      case 1 -> port.icmpType() + "/icmp";
      case 58 -> port.icmpType() + "/icmp6";
      default -> Integer.toString(port.protocol());
    };
  }
}
