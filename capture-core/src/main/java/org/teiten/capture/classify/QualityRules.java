// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import java.time.LocalDate;
import java.util.List;
import org.teiten.capture.decode.IpProtocol;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.flowtuple.QualityMark;
import org.teiten.flowtuple.TrafficType;

/**
 * Which {@link QualityMark}s a packet bears: what is odd about it, and no verdict. A rule is an
 * entry in {@link #RULES} and a branch in {@link #marks}; the meter counts hits by mark.
 *
 * <p>Most are those of CAIDA's {@code libcorsaro_filtering.c}, which calls a packet "spoofed" if it
 * meets any. Here each stands for itself, and RST+ACK, the answer of a closed port, is not
 * abnormal.
 */
public final class QualityRules {
  /**
   * What a rule means.
   *
   * @param mark the bit
   * @param since when the rule was published, or null where it is of this format
   * @param rule the rule in words
   * @param source where it was read
   */
  public record Rule(QualityMark mark, LocalDate since, String rule, String source) {}

  /** In the order of the bits. */
  public static final List<Rule> RULES =
      List.of(
          rule(
              QualityMark.OWN_ADDRESS,
              null,
              "source or quoted destination is a monitored address; it is written as unspecified",
              "Teiten design, section 4"),
          rule(
              QualityMark.BAD_CHECKSUM,
              "1981-09-01",
              "IPv4, TCP, UDP or ICMP checksum is wrong, as far as all of it was captured",
              "RFC 791, 793, 768, 792; RFC 1071"),
          rule(
              QualityMark.TSO,
              null,
              "IP total length 0 on Ethernet: segmentation offload, the frame's length was used",
              "tcpdump print-ip.c, Wireshark ip.tso_support"),
          rule(
              QualityMark.SPECIAL_SOURCE,
              "2013-04-01",
              "source in a special-purpose range or multicast; of IPv6 all but global unicast",
              "RFC 6890, RFC 5771, IANA special-purpose registries as of 2026"),
          rule(
              QualityMark.SAME_SOURCE_AND_DESTINATION,
              "1997-12-16",
              "source and destination address are the same",
              "CERT CA-1997-28 (LAND); CAIDA/corsaro3 libcorsaro_filtering.c"),
          rule(
              QualityMark.HIGH_TTL,
              "2014-01-01",
              "TTL or hop limit of 200 or more (ICMP too: corsaro leaves it out)",
              "Dainotti et al., CCR 44(1) 2014; CAIDA/corsaro3 libcorsaro_filtering.c"),
          rule(
              QualityMark.LOW_OCTET,
              "2014-01-01",
              "low octet of an IPv4 source is 0 or 255",
              "Dainotti et al., CCR 44(1) 2014; CAIDA/corsaro3 libcorsaro_filtering.c"),
          rule(
              QualityMark.PORT_ZERO,
              "2014-01-01",
              "TCP or UDP source or destination port is 0",
              "RFC 6335, section 6; CAIDA/corsaro3 libcorsaro_filtering.c"),
          rule(
              QualityMark.FRAGMENT,
              "2014-01-01",
              "first fragment of several (later ones are a traffic type of their own)",
              "RFC 791, RFC 8200; CAIDA/corsaro3 libcorsaro_filtering.c"),
          rule(
              QualityMark.ABNORMAL_FLAGS,
              "2022-08-01",
              "TCP flags other than SYN, SYN+ACK, RST, RST+ACK, ACK, FIN+ACK (PSH, URG, ECE, CWR"
                  + " ignored)",
              "RFC 9293; Pang et al., IMC 2004; corsaro's abnormal-protocol without its RST+ACK"));

  private static final int HIGH_TTL = 200;

  private static final int OWN_ADDRESS = QualityMark.OWN_ADDRESS.bit();
  private static final int BAD_CHECKSUM = QualityMark.BAD_CHECKSUM.bit();
  private static final int TSO = QualityMark.TSO.bit();
  private static final int SPECIAL_SOURCE = QualityMark.SPECIAL_SOURCE.bit();
  private static final int SAME = QualityMark.SAME_SOURCE_AND_DESTINATION.bit();
  private static final int HIGH_TTL_BIT = QualityMark.HIGH_TTL.bit();
  private static final int LOW_OCTET = QualityMark.LOW_OCTET.bit();
  private static final int PORT_ZERO = QualityMark.PORT_ZERO.bit();
  private static final int FRAGMENT = QualityMark.FRAGMENT.bit();
  private static final int ABNORMAL_FLAGS = QualityMark.ABNORMAL_FLAGS.bit();

  private QualityRules() {}

  private static Rule rule(QualityMark mark, String since, String rule, String source) {
    return new Rule(mark, since == null ? null : LocalDate.parse(since), rule, source);
  }

  /**
   * The marks of one packet.
   *
   * @param ownSource whether the source is the sensor's own; what would tell of it is left out
   */
  static int marks(PacketHeaders headers, TrafficType type, boolean ownSource) {
    int marks = 0;
    if (ownSource) {
      marks |= OWN_ADDRESS;
    } else {
      marks |= sourceMarks(headers);
    }
    if (headers.sourceLow() == headers.destinationLow()
        && headers.sourceHigh() == headers.destinationHigh()) {
      marks |= SAME;
    }
    if (headers.ttl() >= HIGH_TTL) {
      marks |= HIGH_TTL_BIT;
    }
    if (headers.sourcePort() == 0 || headers.destinationPort() == 0) {
      marks |= PORT_ZERO;
    }
    if (headers.firstFragment()) {
      marks |= FRAGMENT;
    }
    if (headers.lengthFromFrame()) {
      marks |= TSO;
    }
    if (headers.protocol() == IpProtocol.TCP && isAbnormal(type)) {
      marks |= ABNORMAL_FLAGS;
    }
    if (Checksums.isWrong(headers)) {
      marks |= BAD_CHECKSUM;
    }
    return marks;
  }

  /** Of RFC 9293's stacks: SYN, SYN+ACK, RST, RST+ACK, ACK and FIN+ACK, and nothing else. */
  private static boolean isAbnormal(TrafficType type) {
    return switch (type) {
      case TCP_SYN, TCP_SYN_ACK, TCP_RST, TCP_RST_ACK, TCP_ACK, TCP_FIN_ACK, FRAGMENT -> false;
      default -> true;
    };
  }

  private static int sourceMarks(PacketHeaders headers) {
    if (headers.ipVersion() == 6) {
      return SpecialSources.containsIpv6(headers.sourceHigh(), headers.sourceLow())
          ? SPECIAL_SOURCE
          : 0;
    }
    int source = (int) headers.sourceLow();
    int lowOctet = source & 0xff;
    int marks = lowOctet == 0 || lowOctet == 0xff ? LOW_OCTET : 0;
    return SpecialSources.containsIpv4(source) ? marks | SPECIAL_SOURCE : marks;
  }
}
