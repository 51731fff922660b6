// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import org.teiten.capture.decode.IpProtocol;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.flowtuple.TrafficType;

/**
 * Remembers what this host began itself, from a monitored address to one that is not: TCP SYN, UDP,
 * ICMP and ICMPv6 echo requests. What comes back from there is solicited: packets of the same
 * conversation, ICMP errors that quote it, and later fragments of its UDP and echo replies. It
 * needs to see what is sent: a capture of inbound packets alone shows nothing here, and a
 * connection that is older than the capture is not known.
 *
 * <p>A conversation is remembered since its last packet in either direction for as long as a
 * network address translator must: of TCP 2 hours 4 minutes (RFC 5382, REQ-5), else 2 minutes (RFC
 * 4787, REQ-5).
 *
 * <p>A reply of this host (SYN+ACK, RST, ICMP error) begins nothing, or a scanner could hide its
 * packets by making the host answer once. Memory is fixed: a newer conversation takes the place of
 * the one of the same four that ends first, whose packets then count as unsolicited.
 */
final class SolicitedFilter {
  static final long TCP_MEMORY_MICROS = (2 * 60 + 4) * 60 * 1_000_000L;
  static final long MEMORY_MICROS = 120 * 1_000_000L;

  private static final int WAYS = 4;
  private static final int SLOTS = 16_384;
  private static final int SET_MASK = SLOTS - WAYS;
  private static final int NONE = -1;
  private static final long FRAGMENT = 1L << 56;
  private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

  private final long[] conversations = new long[SLOTS];
  private final long[] untilMicros = new long[SLOTS];
  private boolean empty = true;

  /** Notes a packet that left a monitored address for one that is not monitored. */
  void sent(long timestampMicros, PacketHeaders headers) {
    if (headers.laterFragment()) {
      return;
    }
    boolean begins = begins(headers);
    if (!begins && empty) {
      return;
    }
    int protocol = headers.protocol();
    long peerHigh = headers.destinationHigh();
    long peerLow = headers.destinationLow();
    long ownHigh = headers.sourceHigh();
    long ownLow = headers.sourceLow();
    long ports = ports(headers.destinationPort(), headers.sourcePort());
    long conversation = conversation(protocol | ports, peerHigh, peerLow, ownHigh, ownLow);
    long memory = memory(protocol);
    if (!begins) {
      touch(conversation, timestampMicros, memory);
      return;
    }
    remember(conversation, timestampMicros, memory);
    if (protocol != IpProtocol.TCP) {
      long fragments = conversation(protocol | FRAGMENT, peerHigh, peerLow, ownHigh, ownLow);
      remember(fragments, timestampMicros, memory);
    }
    empty = false;
  }

  private static boolean begins(PacketHeaders headers) {
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
    if (empty) {
      return false;
    }
    int protocol = headers.protocol();
    long peerHigh = headers.sourceHigh();
    long peerLow = headers.sourceLow();
    long ports;
    if (headers.quotedVersion() != 0) {
      protocol = headers.quotedProtocol();
      peerHigh = headers.quotedHigh();
      peerLow = headers.quotedLow();
      ports = ports(headers.quotedPort(), headers.quotedSourcePort());
    } else if (headers.laterFragment()) {
      ports = FRAGMENT;
    } else if (headers.icmpType() >= 0 && headers.icmpType() != echoReply(headers.ipVersion())) {
      return false;
    } else {
      ports = ports(headers.sourcePort(), headers.destinationPort());
    }
    long conversation =
        conversation(
            protocol | ports,
            peerHigh,
            peerLow,
            headers.destinationHigh(),
            headers.destinationLow());
    return touch(conversation, timestampMicros, memory(protocol));
  }

  private static int echoReply(int ipVersion) {
    return ipVersion == 4 ? 0 : 129;
  }

  private static long memory(int protocol) {
    return protocol == IpProtocol.TCP ? TCP_MEMORY_MICROS : MEMORY_MICROS;
  }

  private void remember(long conversation, long micros, long memory) {
    int slot = find(conversation);
    if (slot == NONE) {
      slot = firstOfSet(conversation);
      for (int i = slot + 1; i % WAYS != 0; i++) {
        if (untilMicros[i] < untilMicros[slot]) {
          slot = i;
        }
      }
    }
    conversations[slot] = conversation;
    untilMicros[slot] = micros + memory;
  }

  /**
   * Prolongs a conversation that is remembered; a clock set back by less than that does no harm.
   */
  private boolean touch(long conversation, long micros, long memory) {
    int slot = find(conversation);
    if (slot == NONE) {
      return false;
    }
    long left = untilMicros[slot] - micros;
    if (left < 0 || left > 2 * memory) {
      return false;
    }
    untilMicros[slot] = micros + memory;
    return true;
  }

  private int find(long conversation) {
    int first = firstOfSet(conversation);
    for (int i = first; i < first + WAYS; i++) {
      if (conversations[i] == conversation) {
        return i;
      }
    }
    return NONE;
  }

  private static int firstOfSet(long conversation) {
    return (int) conversation & SET_MASK;
  }

  private static long ports(int peerPort, int ownPort) {
    return ((peerPort & 0xffffL) << 32) | ((ownPort & 0xffffL) << 8);
  }

  /** One word for all of it, never 0. */
  private static long conversation(
      long protocolAndPorts, long peerHigh, long peerLow, long ownHigh, long ownLow) {
    long hash = mix(protocolAndPorts);
    hash = mix(hash ^ peerHigh);
    hash = mix(hash ^ peerLow);
    hash = mix(hash ^ ownHigh);
    return mix(hash ^ ownLow) | 1;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 32)) * MULTIPLIER;
    return mixed ^ (mixed >>> 29);
  }
}
