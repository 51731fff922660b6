// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a packet is, by its header (and, for UDP responses, the first bytes of its content). A total
 * function of the packet: every decodable packet has exactly one type, and each type one class.
 *
 * <p>TCP types are the combinations of FIN, SYN, RST and ACK; ECE, CWR, PSH, URG and NS are
 * ignored, but that FIN with PSH and URG alone is {@link #TCP_XMAS}. ICMP types follow RFC 792,
 * 950, 1256; ICMPv6 types RFC 4443.
 */
public enum TrafficType {
  TCP_SYN("tcp-syn", TrafficClass.SCAN),
  TCP_SYN_ACK("tcp-syn-ack", TrafficClass.BACKSCATTER),
  TCP_RST("tcp-rst", TrafficClass.BACKSCATTER),
  TCP_RST_ACK("tcp-rst-ack", TrafficClass.BACKSCATTER),
  TCP_ACK("tcp-ack", TrafficClass.OTHER),
  TCP_FIN("tcp-fin", TrafficClass.OTHER),
  TCP_FIN_ACK("tcp-fin-ack", TrafficClass.OTHER),
  TCP_NULL("tcp-null", TrafficClass.OTHER),
  TCP_XMAS("tcp-xmas", TrafficClass.OTHER),
  TCP_SYN_FIN("tcp-syn-fin", TrafficClass.OTHER),
  TCP_SYN_FIN_ACK("tcp-syn-fin-ack", TrafficClass.OTHER),
  TCP_SYN_RST("tcp-syn-rst", TrafficClass.OTHER),
  TCP_SYN_RST_ACK("tcp-syn-rst-ack", TrafficClass.OTHER),
  TCP_FIN_RST("tcp-fin-rst", TrafficClass.OTHER),
  TCP_FIN_RST_ACK("tcp-fin-rst-ack", TrafficClass.OTHER),
  TCP_SYN_FIN_RST("tcp-syn-fin-rst", TrafficClass.OTHER),
  TCP_SYN_FIN_RST_ACK("tcp-syn-fin-rst-ack", TrafficClass.OTHER),
  UDP("udp", TrafficClass.SCAN),
  UDP_RESPONSE("udp-response", TrafficClass.BACKSCATTER),
  ICMP_ECHO_REQUEST("icmp-echo-request", TrafficClass.SCAN),
  ICMP_TIMESTAMP_REQUEST("icmp-timestamp-request", TrafficClass.SCAN),
  ICMP_INFORMATION_REQUEST("icmp-information-request", TrafficClass.SCAN),
  ICMP_ADDRESS_MASK_REQUEST("icmp-address-mask-request", TrafficClass.SCAN),
  ICMP_ROUTER_SOLICITATION("icmp-router-solicitation", TrafficClass.SCAN),
  ICMP_ECHO_REPLY("icmp-echo-reply", TrafficClass.BACKSCATTER),
  ICMP_DESTINATION_UNREACHABLE("icmp-destination-unreachable", TrafficClass.BACKSCATTER),
  ICMP_SOURCE_QUENCH("icmp-source-quench", TrafficClass.BACKSCATTER),
  ICMP_REDIRECT("icmp-redirect", TrafficClass.BACKSCATTER),
  ICMP_TIME_EXCEEDED("icmp-time-exceeded", TrafficClass.BACKSCATTER),
  ICMP_PARAMETER_PROBLEM("icmp-parameter-problem", TrafficClass.BACKSCATTER),
  ICMP_TIMESTAMP_REPLY("icmp-timestamp-reply", TrafficClass.BACKSCATTER),
  ICMP_INFORMATION_REPLY("icmp-information-reply", TrafficClass.BACKSCATTER),
  ICMP_ADDRESS_MASK_REPLY("icmp-address-mask-reply", TrafficClass.BACKSCATTER),
  ICMP_OTHER("icmp-other", TrafficClass.OTHER),
  ICMP6_ECHO_REQUEST("icmp6-echo-request", TrafficClass.SCAN),
  ICMP6_ECHO_REPLY("icmp6-echo-reply", TrafficClass.BACKSCATTER),
  ICMP6_DESTINATION_UNREACHABLE("icmp6-destination-unreachable", TrafficClass.BACKSCATTER),
  ICMP6_PACKET_TOO_BIG("icmp6-packet-too-big", TrafficClass.BACKSCATTER),
  ICMP6_TIME_EXCEEDED("icmp6-time-exceeded", TrafficClass.BACKSCATTER),
  ICMP6_PARAMETER_PROBLEM("icmp6-parameter-problem", TrafficClass.BACKSCATTER),
  ICMP6_OTHER("icmp6-other", TrafficClass.OTHER),
  FRAGMENT("fragment", TrafficClass.OTHER),
  OTHER_PROTOCOL("other-protocol", TrafficClass.OTHER);

  private static final Map<String, TrafficType> BY_LABEL =
      Arrays.stream(values()).collect(Collectors.toMap(TrafficType::label, Function.identity()));

  private final String label;
  private final TrafficClass trafficClass;

  TrafficType(String label, TrafficClass trafficClass) {
    this.label = label;
    this.trafficClass = trafficClass;
  }

  /** The word used in batches, answers and options. */
  public String label() {
    return label;
  }

  public TrafficClass trafficClass() {
    return trafficClass;
  }

  /**
   * The type with this label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TrafficType ofLabel(String label) {
    TrafficType type = BY_LABEL.get(label);
    if (type == null) {
      throw new IllegalArgumentException("unknown traffic type '" + label + "'");
    }
    return type;
  }
}
