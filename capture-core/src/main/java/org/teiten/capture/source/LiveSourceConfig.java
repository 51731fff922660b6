// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.time.Duration;
import java.util.Optional;

/**
 * How to capture from an interface.
 *
 * @param networkInterface its name, such as {@code eth0}
 * @param snapLength bytes to keep of each frame, link header included
 * @param bufferBytes the kernel's buffer for this capture
 * @param timeout how long the kernel may hold frames back to hand over several at once
 * @param ownTraffic whether what this host itself sends is taken as well, in the order of the wire
 * @param promiscuous whether the network card hands over frames for other hosts too
 * @param filter an expression in libpcap's language that frames must match; all if empty. What it
 *     rejects is counted nowhere
 */
public record LiveSourceConfig(
    String networkInterface,
    int snapLength,
    int bufferBytes,
    Duration timeout,
    boolean ownTraffic,
    boolean promiscuous,
    Optional<String> filter) {
  /**
   * Ethernet with two VLAN tags 22, IPv6 40, an ICMPv6 error 8, a quoted IPv6 header 40 and the
   * first 8 bytes of the quoted packet are 118; IPv4 with all options and a SYN with all options
   * are 138. The content of UDP that decides a response needs less.
   */
  public static final int DEFAULT_SNAP_LENGTH = 144;

  /** libpcap's name for all interfaces together, of which the kernel knows nothing. */
  public static final String EVERY_INTERFACE = "any";

  public static final int DEFAULT_BUFFER_BYTES = 32 << 20;
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(100);

  static final int MIN_SNAP_LENGTH = 64;
  static final int MAX_SNAP_LENGTH = 262_144;
  static final int MIN_BUFFER_BYTES = 64 << 10;
  static final Duration MAX_TIMEOUT = Duration.ofSeconds(1);

  public LiveSourceConfig {
    if (networkInterface.isBlank()) {
      throw new IllegalArgumentException("interface is empty: name one, such as eth0");
    }
    if (snapLength < MIN_SNAP_LENGTH || snapLength > MAX_SNAP_LENGTH) {
      throw new IllegalArgumentException(
          "snap length %d is not in %d..%d bytes"
              .formatted(snapLength, MIN_SNAP_LENGTH, MAX_SNAP_LENGTH));
    }
    if (bufferBytes < MIN_BUFFER_BYTES) {
      throw new IllegalArgumentException(
          "buffer of %d bytes is smaller than %d".formatted(bufferBytes, MIN_BUFFER_BYTES));
    }
    if (timeout.toMillis() < 1 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException("timeout %s is not in 1ms..1s".formatted(timeout));
    }
    if (ownTraffic && EVERY_INTERFACE.equals(networkInterface)) {
      throw new IllegalArgumentException(
          "interface any shows what this host sends twice or more: name one, such as eth0");
    }
  }

  /** Inbound frames for this host alone. */
  public LiveSourceConfig(
      String networkInterface,
      int snapLength,
      int bufferBytes,
      Duration timeout,
      Optional<String> filter) {
    this(networkInterface, snapLength, bufferBytes, timeout, false, false, filter);
  }

  /** The defaults on this interface. */
  public static LiveSourceConfig of(String networkInterface) {
    return new LiveSourceConfig(
        networkInterface,
        DEFAULT_SNAP_LENGTH,
        DEFAULT_BUFFER_BYTES,
        DEFAULT_TIMEOUT,
        Optional.empty());
  }
}
