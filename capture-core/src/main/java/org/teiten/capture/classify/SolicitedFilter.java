// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import org.teiten.capture.decode.IpProtocol;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.flowtuple.TrafficType;

/**
 * Remembers what this host began itself, from a monitored address to one that is not: TCP SYN, UDP,
 * ICMP and ICMPv6 echo requests. What comes back from there within {@value #MEMORY_SECONDS} seconds
 * is solicited. It needs to see what is sent: live capturing of inbound packets alone shows nothing
 * here, captures of both directions do.
 *
 * <p>A reply of this host (SYN+ACK, RST, ICMP error) begins nothing, or a scanner could hide its
 * packets by making the host answer once. Memory is fixed: a newer conversation takes the place of
 * an older one, which then counts as unsolicited.
 */
final class SolicitedFilter {
  static final int MEMORY_SECONDS = 120;
  private static final long MEMORY_MICROS = MEMORY_SECONDS * 1_000_000L;
  private static final int SLOTS = 4_096;
  private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

  private final long[] conversations = new long[SLOTS];
  private final long[] sentMicros = new long[SLOTS];
  private boolean empty = true;

  /** Notes a packet that left a monitored address for one that is not monitored. */
  void sent(long timestampMicros, PacketHeaders headers) {
    if (!begins(headers)) {
      return;
    }
    long conversation =
        conversation(
            headers,
            headers.destinationHigh(),
            headers.destinationLow(),
            headers.destinationPort(),
            headers.sourceHigh(),
            headers.sourceLow(),
            headers.sourcePort());
    int slot = (int) conversation & (SLOTS - 1);
    conversations[slot] = conversation;
    sentMicros[slot] = timestampMicros;
    empty = false;
  }

  private static boolean begins(PacketHeaders headers) {
    if (headers.laterFragment()) {
      return false;
    }
    return switch (headers.protocol()) {
      case IpProtocol.TCP -> PacketClassifier.type(headers) == TrafficType.TCP_SYN;
      case IpProtocol.UDP -> !UdpResponses.matches(headers);
      case IpProtocol.ICMP -> headers.icmpType() == 8;
      case IpProtocol.ICMP6 -> headers.icmpType() == 128;
      default -> false;
    };
  }

  /** Whether a packet to a monitored address answers what was noted. */
  boolean isAnswer(long timestampMicros, PacketHeaders headers) {
    if (empty || headers.laterFragment()) {
      return false;
    }
    if (headers.icmpType() >= 0 && headers.icmpType() != echoReply(headers.ipVersion())) {
      return false;
    }
    long conversation =
        conversation(
            headers,
            headers.sourceHigh(),
            headers.sourceLow(),
            headers.sourcePort(),
            headers.destinationHigh(),
            headers.destinationLow(),
            headers.destinationPort());
    int slot = (int) conversation & (SLOTS - 1);
    if (conversations[slot] != conversation) {
      return false;
    }
    long age = timestampMicros - sentMicros[slot];
    if (age < 0 || age > MEMORY_MICROS) {
      return false;
    }
    sentMicros[slot] = timestampMicros;
    return true;
  }

  private static int echoReply(int ipVersion) {
    return ipVersion == 4 ? 0 : 129;
  }

  private static long conversation(
      PacketHeaders headers,
      long peerHigh,
      long peerLow,
      int peerPort,
      long ownHigh,
      long ownLow,
      int ownPort) {
    long hash = mix(headers.protocol() ^ ((peerPort & 0xffffL) << 32) ^ ((ownPort & 0xffffL) << 8));
    hash = mix(hash ^ peerHigh);
    hash = mix(hash ^ peerLow);
    hash = mix(hash ^ ownHigh);
    return mix(hash ^ ownLow);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 32)) * MULTIPLIER;
    return mixed ^ (mixed >>> 29);
  }
}
