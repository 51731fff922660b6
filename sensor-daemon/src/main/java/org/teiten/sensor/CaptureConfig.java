// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.List;
import java.util.Optional;
import org.teiten.capture.classify.ManagementPort;
import org.teiten.capture.decode.Tunnel;
import org.teiten.capture.source.FanoutGroup;
import org.teiten.support.config.ByteSize;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * How packets are taken from the interface.
 *
 * @param interfaces at which packets arrive too, beside the sensor's first one
 * @param promiscuous whether frames for other hosts are taken, as from a mirror port
 * @param threads capture threads of each interface, each with a metering thread, a kernel's buffer,
 *     a ring and tables of its own; the kernel divides packets among them by source
 * @param snapLength bytes kept of each packet
 * @param buffer the kernel's buffer, which bridges moments in which this process does not run
 * @param ring the buffer between capturing and metering, a power of two
 * @param ownTraffic whether this host uses monitored addresses itself
 * @param managementPorts at monitored addresses, through which this host is administered
 * @param tunnels in which a router delivers the monitored addresses' packets
 * @param filter a libpcap expression; what it rejects is counted nowhere
 */
public record CaptureConfig(
    @Default("[]") List<CaptureInterface> interfaces,
    @Default("false") boolean promiscuous,
    @Default("1") int threads,
    @Default("144") int snapLength,
    @Default("8MiB") ByteSize buffer,
    @Default("4MiB") ByteSize ring,
    @Default("absent") OwnTraffic ownTraffic,
    @Default("[]") List<ManagementPort> managementPorts,
    @Default("[]") List<Tunnel> tunnels,
    Optional<String> filter) {
  /** Whether the host's own traffic passes the interface with a monitored address on it. */
  public enum OwnTraffic {
    /** No: inbound frames alone are taken. */
    ABSENT,
    /** Yes: frames of both directions are taken, so that answers can be told from the rest. */
    PRESENT
  }

  private static final int MIN_SNAP_LENGTH = 96;
  private static final int MAX_SNAP_LENGTH = 65_535;
  private static final long MIN_BUFFER = 256 << 10;
  private static final long MAX_BUFFER = 1 << 30;

  public CaptureConfig {
    interfaces = List.copyOf(interfaces);
    managementPorts = List.copyOf(managementPorts);
    tunnels = List.copyOf(tunnels);
    new SettingChecks()
        .require(
            threads >= 1 && threads <= FanoutGroup.MAX_MEMBERS,
            "threads",
            "must be 1 to " + FanoutGroup.MAX_MEMBERS + ", not " + threads)
        .require(
            threads == 1 || ownTraffic == OwnTraffic.ABSENT,
            "threads",
            "must be 1 with own_traffic: present, for only the thread that saw what this host sent"
                + " knows the answer")
        .require(
            interfaces.isEmpty() || ownTraffic == OwnTraffic.ABSENT,
            "interfaces",
            "must be none with own_traffic: present, for what this host sent at one interface may be"
                + " answered at another")
        .require(
            threads * (1 + interfaces.size()) <= FanoutGroup.MAX_MEMBERS,
            "interfaces",
            "with threads they need more than " + FanoutGroup.MAX_MEMBERS + " capture threads")
        .require(
            snapLength >= MIN_SNAP_LENGTH && snapLength <= MAX_SNAP_LENGTH,
            "snap_length",
            "must be " + MIN_SNAP_LENGTH + " to " + MAX_SNAP_LENGTH + " bytes, not " + snapLength)
        .require(
            buffer.bytes() >= MIN_BUFFER && buffer.bytes() <= MAX_BUFFER,
            "buffer",
            "must be 256KiB to 1GiB, not " + buffer)
        .require(
            ring.bytes() >= MIN_BUFFER
                && ring.bytes() <= MAX_BUFFER
                && Long.bitCount(ring.bytes()) == 1,
            "ring",
            "must be a power of two from 256KiB to 1GiB, such as 4MiB, not " + ring)
        .require(
            snapLength < ring.bytes() / 16,
            "ring",
            "must hold 16 packets of snap_length bytes; make it larger")
        .orThrow();
  }

  /** Capture threads of all interfaces together. */
  int lanes() {
    return threads * (1 + interfaces.size());
  }
}
