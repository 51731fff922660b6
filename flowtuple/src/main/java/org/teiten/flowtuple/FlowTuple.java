// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

import java.util.Comparator;

/**
 * One key's packets within one interval (design §4): CAIDA's FlowTuple v4 without the destination,
 * with bytes, times, class and loss added. Sources are numbers in two longs, big-endian, an IPv4
 * address in the low 32 bits of {@code sourceLow}.
 *
 * @param intervalStart start of the interval, seconds since 1970, UTC
 * @param part which part of that interval, see {@link IntervalHeader}
 * @param ipVersion 4 or 6
 * @param sourceHigh upper 64 bits of an IPv6 source, else 0
 * @param sourceLow lower 64 bits of an IPv6 source, or the IPv4 source; 0 if folded
 * @param folded whether this row stands for several sources because the table was full
 * @param protocol IP protocol number, 0 to 255
 * @param port design §10: the destination port, of backscatter the source port; -1 where there is
 *     none
 * @param icmpType ICMP or ICMPv6 type, else -1
 * @param icmpCode ICMP or ICMPv6 code, else -1
 * @param trafficType what the packets are
 * @param fingerprint mark that each of the packets bears
 * @param packets number of packets, at least 1
 * @param bytes sum of IP total lengths
 * @param destinations number of distinct destinations
 * @param destinationsEstimated whether that number is an estimate
 * @param sources distinct sources: 1, of folded rows an estimate
 * @param sourcesSketch of folded rows, the mergeable sketch of their sources, else null
 * @param firstMicros arrival of the first packet, microseconds since 1970, UTC
 * @param lastMicros arrival of the last packet
 * @param otherPort the port that is not {@code port}, of the first packet; -1 if none
 * @param ttl TTL or hop limit of the first packet
 * @param stackSignature id in the batch's dictionary of SYN stack signatures, 0 if none
 * @param tcpFlags OR of the TCP flags: CWR 128, ECE 64, URG 32, ACK 16, PSH 8, RST 4, SYN 2, FIN 1
 * @param qualityMarks OR of {@link QualityMark#bit()}
 * @param quotedVersion of ICMP errors, IP version of the quoted packet of the first packet, else 0
 * @param quotedHigh upper half of the quoted destination (the victim of a spoofed flood), else 0
 * @param quotedLow lower half, or its IPv4 address, else 0
 * @param quotedProtocol quoted protocol, -1 if none
 * @param quotedPort quoted destination port, -1 if none
 */
public record FlowTuple(
    long intervalStart,
    int part,
    int ipVersion,
    long sourceHigh,
    long sourceLow,
    boolean folded,
    int protocol,
    int port,
    int icmpType,
    int icmpCode,
    TrafficType trafficType,
    Fingerprint fingerprint,
    long packets,
    long bytes,
    long destinations,
    boolean destinationsEstimated,
    long sources,
    SourcesSketch sourcesSketch,
    long firstMicros,
    long lastMicros,
    int otherPort,
    int ttl,
    int stackSignature,
    int tcpFlags,
    int qualityMarks,
    int quotedVersion,
    long quotedHigh,
    long quotedLow,
    int quotedProtocol,
    int quotedPort) {

  /** The order in which a batch holds its rows: by interval, then key; folded rows come first. */
  public static final Comparator<FlowTuple> KEY_ORDER = FlowTuple::compareKeys;

  public TrafficClass trafficClass() {
    return trafficType.trafficClass();
  }

  private static int compareKeys(FlowTuple a, FlowTuple b) {
    int c = Long.compare(a.intervalStart, b.intervalStart);
    if (c == 0) {
      c = Integer.compare(a.part, b.part);
    }
    if (c == 0) {
      c = Boolean.compare(b.folded, a.folded);
    }
    if (c == 0) {
      c = Integer.compare(a.ipVersion, b.ipVersion);
    }
    if (c == 0) {
      c = Long.compareUnsigned(a.sourceHigh, b.sourceHigh);
    }
    if (c == 0) {
      c = Long.compareUnsigned(a.sourceLow, b.sourceLow);
    }
    if (c == 0) {
      c = Integer.compare(a.protocol, b.protocol);
    }
    if (c == 0) {
      c = Integer.compare(a.port, b.port);
    }
    if (c == 0) {
      c = Integer.compare(a.icmpType, b.icmpType);
    }
    if (c == 0) {
      c = Integer.compare(a.icmpCode, b.icmpCode);
    }
    if (c == 0) {
      c = a.trafficType.compareTo(b.trafficType);
    }
    return c != 0 ? c : a.fingerprint.label().compareTo(b.fingerprint.label());
  }
}
