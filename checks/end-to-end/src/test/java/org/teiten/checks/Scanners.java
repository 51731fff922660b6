// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import java.nio.file.Path;
import java.util.List;

/** Debian's scanners, each with a bounded number of packets, from the outside. */
final class Scanners {
  private static final int TIMED_OUT = 124;

  private final Namespaces namespaces;

  Scanners(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  /** SYN to these ports of every monitored address, and UDP to two. */
  void nmap(String tcpPorts, String udpPorts) {
    outside(
            "nmap -n -Pn -sS -sU --send-ip --disable-arp-ping --max-retries 0 --max-rtt-timeout 200ms -p T:%s,U:%s %s"
                .formatted(tcpPorts, udpPorts, Namespaces.MONITORED_IPV4))
        .orThrow("nmap");
  }

  /**
   * Debian's masscan waits for ever where nobody answers (its receiver sleeps on a silent
   * interface), so it is ended after it has long sent everything.
   */
  void masscan(String ports) {
    ChildProcess.Outcome outcome =
        outside(
            "timeout 6 masscan %s -p %s --rate 2000 --retries 0 --wait 0 --interface out0"
                    .formatted(Namespaces.MONITORED_IPV4, ports)
                + " --adapter-ip %s --adapter-mac %s --router-mac %s"
                    .formatted(
                        Namespaces.OUTSIDE_ADDRESS, Namespaces.OUTSIDE_MAC, Namespaces.SENSOR_MAC));
    if (outcome.exit() != TIMED_OUT) {
      outcome.orThrow("masscan");
    }
  }

  void zmap(int port) {
    outside(
            "zmap -q -p %d -i out0 -S %s -G %s -r 1000 -c 1 -b /dev/null --config=/dev/null"
                    .formatted(port, Namespaces.OUTSIDE_ADDRESS, Namespaces.SENSOR_MAC)
                + " -o /dev/null "
                + Namespaces.MONITORED_IPV4)
        .orThrow("zmap");
  }

  /** hping3 ends with 1 when nobody answers, which is as it should be here. */
  void hping(String options, int count, String destination) {
    ChildProcess.Outcome outcome =
        outside("hping3 -q -n -I out0 -i u2000 -c %d %s %s".formatted(count, options, destination));
    if (outcome.exit() > 1) {
      outcome.orThrow("hping3");
    }
  }

  /** Sends the frames of a capture as they are. */
  void replay(Path pcap, int packetsPerSecond) {
    outside("tcpreplay -q -i out0 --pps=%d %s".formatted(packetsPerSecond, pcap))
        .orThrow("tcpreplay");
  }

  /** The same at an interface that may be down. */
  void tryToReplay(Path pcap, int packetsPerSecond) {
    outside("tcpreplay -q -i out0 --pps=%d %s".formatted(packetsPerSecond, pcap));
  }

  /** The same, while the test goes on. */
  ChildProcess startReplay(Path folder, Path pcap, int packetsPerSecond) {
    return ChildProcess.start(
        folder,
        "tcpreplay",
        Namespaces.within(
            namespaces.outside,
            List.of(
                "tcpreplay", "-q", "-i", "out0", "--pps=" + packetsPerSecond, pcap.toString())));
  }

  private ChildProcess.Outcome outside(String command) {
    return Namespaces.run(namespaces.outside, List.of(command.split(" ", -1)));
  }
}
