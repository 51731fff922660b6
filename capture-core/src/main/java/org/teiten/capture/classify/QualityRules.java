// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import org.teiten.capture.decode.IpProtocol;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.flowtuple.QualityMark;
import org.teiten.flowtuple.TrafficType;

/** Which {@link QualityMark}s a packet bears. */
final class QualityRules {
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
