// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.decode;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The header fields of the packet last decoded, and where its bytes are. One view, reused for every
 * packet: nothing here may be kept. Numbers are unsigned; addresses are big-endian in two longs, an
 * IPv4 address in the low 32 bits of the lower one. A field that the packet does not have is -1.
 */
public final class PacketHeaders {
  private static final int TCP_HEADER = 20;
  private static final int MAX_TCP_HEADER = 60;

  DirectBuffer buffer;
  int ipOffset;
  int linkVersion;
  int ipVersion;
  int ipHeaderLength;
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int totalLength;
  int protocol;
  int ttl;
  int ipId;
  boolean dontFragment;
  boolean lengthFromFrame;
  boolean firstFragment;
  boolean laterFragment;
  boolean routed;
  int transportOffset;
  int transportCaptured;
  int transportLength;
  int sourcePort;
  int destinationPort;
  int sequence;
  int tcpHeaderLength;
  int tcpFlags;
  int window;
  int icmpType;
  int icmpCode;
  int quotedVersion;
  long quotedHigh;
  long quotedLow;
  int quotedProtocol;
  int quotedPort;
  int quotedSourcePort;

  /** A view that can {@link #keepTcp} what would else be gone with the frame. */
  public static PacketHeaders ofOwnMemory() {
    PacketHeaders headers = new PacketHeaders();
    headers.buffer = new UnsafeBuffer(new byte[MAX_TCP_HEADER]);
    return headers;
  }

  /**
   * Copies of a TCP packet what says how its sender's stack is made: version, total length, TTL,
   * don't fragment, window and TCP options. Only for a view {@link #ofOwnMemory()}; other fields
   * are not set.
   */
  public void keepTcp(PacketHeaders packet) {
    ipVersion = packet.ipVersion;
    totalLength = packet.totalLength;
    ttl = packet.ttl;
    dontFragment = packet.dontFragment;
    tcpHeaderLength = packet.tcpHeaderLength;
    window = packet.window;
    final int captured = Math.min(packet.transportCaptured, MAX_TCP_HEADER);
    transportCaptured = captured;
    if (captured > TCP_HEADER && tcpHeaderLength > TCP_HEADER) {
      keepOptions(packet.buffer, packet.transportOffset, Math.min(captured, tcpHeaderLength));
    }
  }

  private void keepOptions(DirectBuffer frame, int tcp, int end) {
    final UnsafeBuffer memory = (UnsafeBuffer) buffer;
    int i = TCP_HEADER;
    for (; i + Integer.BYTES <= end; i += Integer.BYTES) {
      memory.putInt(i, frame.getInt(tcp + i));
    }
    for (; i < end; i++) {
      memory.putByte(i, frame.getByte(tcp + i));
    }
  }

  /** The bytes in which all offsets lie. */
  public DirectBuffer buffer() {
    return buffer;
  }

  /** Where the IP header begins. */
  public int ipOffset() {
    return ipOffset;
  }

  /**
   * The IP version that the link layer states, 4 or 6, set for undecodable packets too; 0 if it is
   * no IP, or if nothing says it.
   */
  public int linkVersion() {
    return linkVersion;
  }

  /** 4 or 6. */
  public int ipVersion() {
    return ipVersion;
  }

  /** IPv4: length of the header with its options in bytes. IPv6: 40. */
  public int ipHeaderLength() {
    return ipHeaderLength;
  }

  public long sourceHigh() {
    return sourceHigh;
  }

  public long sourceLow() {
    return sourceLow;
  }

  public long destinationHigh() {
    return destinationHigh;
  }

  public long destinationLow() {
    return destinationLow;
  }

  /** IP total length in bytes; IPv6: 40 + payload length. At least the IP header's length. */
  public int totalLength() {
    return totalLength;
  }

  /** IPv4: protocol. IPv6: next header after the extension headers that were walked. */
  public int protocol() {
    return protocol;
  }

  /** TTL or hop limit. */
  public int ttl() {
    return ttl;
  }

  /** IPv4 identification; -1 of IPv6. */
  public int ipId() {
    return ipId;
  }

  /** IPv4: the DF bit. IPv6: true, for routers never fragment it. */
  public boolean dontFragment() {
    return dontFragment;
  }

  /** Whether the header states no length and the frame's was taken (segmentation offload). */
  public boolean lengthFromFrame() {
    return lengthFromFrame;
  }

  /** Whether this is the first of several fragments. */
  public boolean firstFragment() {
    return firstFragment;
  }

  /** Whether this is a fragment other than the first: then nothing follows the IP header. */
  public boolean laterFragment() {
    return laterFragment;
  }

  /** Whether an IPv6 routing header stands before the transport header. */
  public boolean routed() {
    return routed;
  }

  /** Where the bytes after the IP headers begin. */
  public int transportOffset() {
    return transportOffset;
  }

  /** How many of them there are. */
  public int transportCaptured() {
    return transportCaptured;
  }

  /** How many of them there were by the IP length. */
  public int transportLength() {
    return transportLength;
  }

  /** TCP or UDP source port. */
  public int sourcePort() {
    return sourcePort;
  }

  /** TCP or UDP destination port. */
  public int destinationPort() {
    return destinationPort;
  }

  /** CWR 128, ECE 64, URG 32, ACK 16, PSH 8, RST 4, SYN 2, FIN 1; 0 if not TCP. */
  public int tcpFlags() {
    return tcpFlags;
  }

  /** TCP sequence number; only if 20 bytes of a TCP header were captured. */
  public int sequence() {
    return sequence;
  }

  /**
   * What the TCP header states as its length in bytes, 0 to 60; only if 20 bytes of it were
   * captured.
   */
  public int tcpHeaderLength() {
    return tcpHeaderLength;
  }

  /** TCP window; only if 20 bytes of a TCP header were captured. */
  public int window() {
    return window;
  }

  /** ICMP type in IPv4, ICMPv6 type in IPv6. */
  public int icmpType() {
    return icmpType;
  }

  public int icmpCode() {
    return icmpCode;
  }

  /** IP version of the packet that an ICMP error quotes; 0 if none is quoted or captured. */
  public int quotedVersion() {
    return quotedVersion;
  }

  /** Destination of the quoted packet, upper half. */
  public long quotedHigh() {
    return quotedHigh;
  }

  public long quotedLow() {
    return quotedLow;
  }

  public int quotedProtocol() {
    return quotedProtocol;
  }

  /** TCP or UDP destination port of the quoted packet. */
  public int quotedPort() {
    return quotedPort;
  }

  /** TCP or UDP source port of the quoted packet, -1 if it has none. */
  public int quotedSourcePort() {
    return quotedSourcePort;
  }
}
