// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import java.util.List;
import org.teiten.capture.decode.IpProtocol;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.flowtuple.QualityMark;
import org.teiten.flowtuple.TrafficType;

/** The total function of design §10: every decodable packet has one type, and one port or none. */
public final class PacketClassifier {
  /** The packet enters the table. */
  public static final int OBSERVED = 0;

  /** The packet's destination is not monitored. */
  public static final int NOT_MONITORED = 1;

  /** The packet answers what this host itself sent, or administers it. */
  public static final int SOLICITED = 2;

  private static final int XMAS_MASK = 0x3f;
  private static final int XMAS = 0x29;

  /** By FIN 1, SYN 2, RST 4, ACK 8. */
  private static final TrafficType[] TCP_TYPES = {
    TrafficType.TCP_NULL,
    TrafficType.TCP_FIN,
    TrafficType.TCP_SYN,
    TrafficType.TCP_SYN_FIN,
    TrafficType.TCP_RST,
    TrafficType.TCP_FIN_RST,
    TrafficType.TCP_SYN_RST,
    TrafficType.TCP_SYN_FIN_RST,
    TrafficType.TCP_ACK,
    TrafficType.TCP_FIN_ACK,
    TrafficType.TCP_SYN_ACK,
    TrafficType.TCP_SYN_FIN_ACK,
    TrafficType.TCP_RST_ACK,
    TrafficType.TCP_FIN_RST_ACK,
    TrafficType.TCP_SYN_RST_ACK,
    TrafficType.TCP_SYN_FIN_RST_ACK
  };

  private final MonitoredAddresses monitored;
  private final SolicitedFilter solicited = new SolicitedFilter();
  private final ManagementPorts managementPorts;
  private final FingerprintRules fingerprints = new FingerprintRules();

  /**
   * A classifier for one sensor.
   *
   * @param monitored what is observed
   */
  public PacketClassifier(MonitoredAddresses monitored) {
    this(monitored, List.of());
  }

  /**
   * A classifier for a sensor that is administered through a monitored address.
   *
   * @param monitored what is observed
   * @param managementPorts at monitored addresses; what arrives there is {@link #SOLICITED}
   */
  public PacketClassifier(MonitoredAddresses monitored, List<ManagementPort> managementPorts) {
    this.monitored = monitored;
    this.managementPorts = new ManagementPorts(managementPorts);
  }

  /**
   * Classifies a packet.
   *
   * @param timestampMicros when it was captured
   * @param packet receives what it is, only if {@link #OBSERVED} is returned
   * @return {@link #OBSERVED}, {@link #NOT_MONITORED} or {@link #SOLICITED}
   */
  public int classify(long timestampMicros, PacketHeaders headers, ClassifiedPacket packet) {
    boolean ownSource = false;
    if (!monitored.all()) {
      int version = headers.ipVersion();
      ownSource = monitored.contains(version, headers.sourceHigh(), headers.sourceLow());
      if (!monitored.contains(version, headers.destinationHigh(), headers.destinationLow())) {
        if (ownSource) {
          solicited.sent(timestampMicros, headers);
        }
        return NOT_MONITORED;
      }
      if (!ownSource
          && (solicited.isAnswer(timestampMicros, headers) || managementPorts.reached(headers))) {
        return SOLICITED;
      }
    }
    TrafficType type = type(headers);
    packet.trafficType = type;
    packet.ipVersion = headers.ipVersion();
    packet.sourceHigh = ownSource ? 0 : headers.sourceHigh();
    packet.sourceLow = ownSource ? 0 : headers.sourceLow();
    packet.destinationHigh = headers.destinationHigh();
    packet.destinationLow = headers.destinationLow();
    packet.protocol = headers.protocol();
    if (type == TrafficType.TCP_SYN) {
      packet.syn.keepTcp(headers);
    }
    packet.fingerprint = fingerprints.match(timestampMicros, headers, type);
    packet.stackSignature = 0;
    packet.bytes = headers.totalLength();
    packet.ttl = headers.ttl();
    packet.tcpFlags = headers.tcpFlags();
    packet.qualityMarks = QualityRules.marks(headers, type, ownSource);
    number(headers, packet);
    quoted(headers, packet);
    return OBSERVED;
  }

  /** What the packet is, whomever it was sent to. */
  public static TrafficType type(PacketHeaders headers) {
    if (headers.laterFragment()) {
      return TrafficType.FRAGMENT;
    }
    return switch (headers.protocol()) {
      case IpProtocol.TCP -> tcp(headers.tcpFlags());
      case IpProtocol.UDP ->
          UdpResponses.matches(headers) ? TrafficType.UDP_RESPONSE : TrafficType.UDP;
      case IpProtocol.ICMP ->
          headers.ipVersion() == 4 ? icmp(headers.icmpType()) : TrafficType.OTHER_PROTOCOL;
      case IpProtocol.ICMP6 ->
          headers.ipVersion() == 6 ? icmp6(headers.icmpType()) : TrafficType.OTHER_PROTOCOL;
      default -> TrafficType.OTHER_PROTOCOL;
    };
  }

  private static TrafficType tcp(int flags) {
    return (flags & XMAS_MASK) == XMAS
        ? TrafficType.TCP_XMAS
        : TCP_TYPES[(flags & 7) | ((flags & 16) >> 1)];
  }

  private static TrafficType icmp(int type) {
    return switch (type) {
      case 0 -> TrafficType.ICMP_ECHO_REPLY;
      case 3 -> TrafficType.ICMP_DESTINATION_UNREACHABLE;
      case 4 -> TrafficType.ICMP_SOURCE_QUENCH;
      case 5 -> TrafficType.ICMP_REDIRECT;
      case 8 -> TrafficType.ICMP_ECHO_REQUEST;
      case 10 -> TrafficType.ICMP_ROUTER_SOLICITATION;
      case 11 -> TrafficType.ICMP_TIME_EXCEEDED;
      case 12 -> TrafficType.ICMP_PARAMETER_PROBLEM;
      case 13 -> TrafficType.ICMP_TIMESTAMP_REQUEST;
      case 14 -> TrafficType.ICMP_TIMESTAMP_REPLY;
      case 15 -> TrafficType.ICMP_INFORMATION_REQUEST;
      case 16 -> TrafficType.ICMP_INFORMATION_REPLY;
      case 17 -> TrafficType.ICMP_ADDRESS_MASK_REQUEST;
      case 18 -> TrafficType.ICMP_ADDRESS_MASK_REPLY;
      default -> TrafficType.ICMP_OTHER;
    };
  }

  private static TrafficType icmp6(int type) {
    return switch (type) {
      case 1 -> TrafficType.ICMP6_DESTINATION_UNREACHABLE;
      case 2 -> TrafficType.ICMP6_PACKET_TOO_BIG;
      case 3 -> TrafficType.ICMP6_TIME_EXCEEDED;
      case 4 -> TrafficType.ICMP6_PARAMETER_PROBLEM;
      case 128 -> TrafficType.ICMP6_ECHO_REQUEST;
      case 129 -> TrafficType.ICMP6_ECHO_REPLY;
      default -> TrafficType.ICMP6_OTHER;
    };
  }

  /** The destination port; of replies the source port, for that is the victim's service. */
  private static void number(PacketHeaders headers, ClassifiedPacket packet) {
    if (headers.icmpType() >= 0) {
      packet.number = (headers.icmpType() << 8) | headers.icmpCode();
      packet.otherPort = -1;
    } else if (isReply(packet.trafficType)) {
      packet.number = headers.sourcePort();
      packet.otherPort = headers.destinationPort();
    } else {
      packet.number = headers.destinationPort();
      packet.otherPort = headers.sourcePort();
    }
  }

  private static boolean isReply(TrafficType type) {
    return type == TrafficType.TCP_SYN_ACK
        || type == TrafficType.TCP_RST
        || type == TrafficType.TCP_RST_ACK
        || type == TrafficType.UDP_RESPONSE;
  }

  private void quoted(PacketHeaders headers, ClassifiedPacket packet) {
    int version = headers.quotedVersion();
    packet.quotedVersion = version;
    packet.quotedHigh = headers.quotedHigh();
    packet.quotedLow = headers.quotedLow();
    packet.quotedProtocol = headers.quotedProtocol();
    packet.quotedPort = headers.quotedPort();
    if (version != 0
        && !monitored.all()
        && monitored.contains(version, packet.quotedHigh, packet.quotedLow)) {
      packet.quotedHigh = 0;
      packet.quotedLow = 0;
      packet.qualityMarks |= QualityMark.OWN_ADDRESS.bit();
    }
  }
}
