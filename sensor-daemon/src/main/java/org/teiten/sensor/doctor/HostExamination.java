// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.teiten.capture.source.InterfaceState;
import org.teiten.capture.source.KernelClock;
import org.teiten.capture.source.LivePacketSource;
import org.teiten.capture.source.LiveSourceConfig;
import org.teiten.flowtuple.ClockState;
import org.teiten.support.errors.ErrorText;

/** The interface, the right to capture there, and the clock. */
public final class HostExamination {
  private static final double MICROS = 1e6;

  private final List<LiveSourceConfig> captures;
  private final List<Finding> findings = new ArrayList<>();

  public HostExamination(List<LiveSourceConfig> captures) {
    this.captures = List.copyOf(captures);
  }

  /** Looks; opens each interface for a moment, beside a running sensor too. */
  public List<Finding> findings() {
    for (LiveSourceConfig capture : captures) {
      if (!capture.networkInterface().equals(LiveSourceConfig.EVERY_INTERFACE)) {
        link(capture.networkInterface());
      }
      findings.add(open(capture));
    }
    findings.add(clock(new KernelClock().get()));
    return findings;
  }

  private void link(String name) {
    try {
      InterfaceState state = InterfaceState.of(name);
      findings.add(link(name, state));
      findings.add(offloads(name, state));
    } catch (IOException e) {
      findings.add(
          Finding.fault(
              "link", ErrorText.of(e), "name another in interface; `ip link` lists them"));
    }
  }

  private static Finding link(String name, InterfaceState state) {
    if (!state.up()) {
      return Finding.fault("link", name + " is down", "ip link set " + name + " up");
    }
    return state.running()
        ? Finding.ok("link", name + " is up, packets of up to " + state.mtu() + " bytes")
        : Finding.fault(
            "link", name + " has no link", "see the cable, the switch port or the virtual peer");
  }

  private static Finding offloads(String name, InterfaceState state) {
    if (state.merging().isEmpty()) {
      return Finding.ok("offloads", name + " hands packets over as they came");
    }
    return Finding.warning(
        "offloads",
        name
            + " merges segments of one TCP stream ("
            + String.join(", ", state.merging())
            + "), which are then counted as one packet",
        "ethtool -K " + name + " " + String.join(" off ", state.merging()) + " off");
  }

  private static Finding open(LiveSourceConfig capture) {
    try {
      LivePacketSource.open(capture).close();
      return Finding.ok("capture", "this user may capture at " + capture.networkInterface());
    } catch (IOException e) {
      return Finding.fault(
          "capture",
          ErrorText.of(e),
          "run this as the sensor's user with its capability, or as root; the unit"
              + " teiten-sensor.service gives it CAP_NET_RAW");
    }
  }

  static Finding clock(ClockState clock) {
    String error = "%.3f s".formatted(clock.errorMicros() / MICROS);
    return switch (clock.kind()) {
      case SYNCHRONISED ->
          Finding.ok("clock", "synchronised, by at most " + error + " wrong as the kernel says");
      case UNSYNCHRONISED ->
          Finding.warning(
              "clock",
              "nothing on this host keeps the kernel's clock right; who reads a notice cannot find"
                  + " a customer by it",
              "install chrony or systemd-timesyncd, and let it reach its servers");
      case UNKNOWN -> Finding.skipped("clock", "the kernel does not say whether it is right");
    };
  }
}
