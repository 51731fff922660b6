// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.decode;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.teiten.capture.decode.HeaderDecoder.NOT_IP;
import static org.teiten.capture.decode.HeaderDecoder.u16;
import static org.teiten.capture.decode.HeaderDecoder.u8;

import org.agrona.DirectBuffer;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.UndecodableReason;

/**
 * Says whether the link layer calls a frame IP, and where it begins: behind up to {@value
 * #MAX_TAGS} VLAN tags (802.1Q, 802.1ad) and as many MPLS labels (RFC 3032; what they carry is told
 * by its first four bits, RFC 4928), in a PPPoE session (RFC 2516), in PPP (RFC 1661, with or
 * without HDLC framing), in LLC and SNAP (RFC 1042).
 */
final class LinkLayer {
  private static final int MAX_TAGS = 4;
  private static final int MAX_LABELS = 8;

  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_IPV6 = 0x86dd;
  private static final int ETHERTYPE_VLAN = 0x8100;
  private static final int ETHERTYPE_PROVIDER_VLAN = 0x88a8;
  private static final int ETHERTYPE_OLD_QINQ = 0x9100;
  private static final int ETHERTYPE_MPLS = 0x8847;
  private static final int ETHERTYPE_MPLS_MULTICAST = 0x8848;
  private static final int ETHERTYPE_PPPOE_SESSION = 0x8864;

  /** An Ethernet type field below is a length, and LLC follows. */
  private static final int LEAST_ETHERTYPE = 0x0600;

  private static final int SLL_LLC = 4;
  private static final int PPP_IPV4 = 0x0021;
  private static final int PPP_IPV6 = 0x0057;
  private static final int PPP_MPLS = 0x0281;
  private static final int HDLC_PPP = 0xff03;
  private static final int SNAP = 0xaaaa;
  private static final int LLC_IP = 0x0606;
  private static final int UNNUMBERED = 3;
  private static final int SNAP_BYTES = 8;

  private final LinkType linkType;
  private int ipOffset;

  LinkLayer(LinkType linkType) {
    this.linkType = linkType;
  }

  /** Where the IP header of the frame last asked about begins. */
  int ipOffset() {
    return ipOffset;
  }

  /**
   * Which IP version the frame is said to be.
   *
   * @param end where the captured bytes end
   * @return 4 or 6, then {@link #ipOffset} holds; else {@link HeaderDecoder#NOT_IP}, or the ordinal
   *     of an {@link UndecodableReason} where the link layer carries nothing but IP
   */
  int version(DirectBuffer buffer, int offset, int end) {
    return switch (linkType) {
      case ETHERNET -> byEthertype(buffer, offset + 12, offset + 14, end);
      case LINUX_SLL -> bySllProtocol(buffer, offset + 14, offset + 16, end);
      case LINUX_SLL2 -> bySllProtocol(buffer, offset, offset + 20, end);
      case BSD_NULL, BSD_LOOP -> byFamily(buffer, offset, end);
      case IPV4 -> at(4, offset);
      case IPV6 -> at(6, offset);
      case RAW_IP -> raw(buffer, offset, end);
      case PPP -> ppp(buffer, offset, end);
      case PPP_HDLC, CISCO_HDLC -> hdlc(buffer, offset, end);
      case PPP_ETHER -> pppoe(buffer, offset, end);
      case UNREADABLE -> NOT_IP;
    };
  }

  private int at(int version, int offset) {
    ipOffset = offset;
    return version;
  }

  private int bySllProtocol(DirectBuffer buffer, int typeOffset, int payload, int end) {
    if (payload <= end && u16(buffer, typeOffset) == SLL_LLC) {
      return llc(buffer, payload, end);
    }
    return byEthertype(buffer, typeOffset, payload, end);
  }

  private int byEthertype(DirectBuffer buffer, int typeOffset, int payload, int end) {
    if (payload > end) {
      return NOT_IP;
    }
    int type = u16(buffer, typeOffset);
    if (type == ETHERTYPE_IPV4) {
      return at(4, payload);
    }
    int next = payload;
    for (int tags = 0; isVlan(type); tags++) {
      if (tags == MAX_TAGS || next + 4 > end) {
        return NOT_IP;
      }
      type = u16(buffer, next + 2);
      next += 4;
    }
    return switch (type) {
      case ETHERTYPE_IPV4 -> at(4, next);
      case ETHERTYPE_IPV6 -> at(6, next);
      case ETHERTYPE_MPLS, ETHERTYPE_MPLS_MULTICAST -> mpls(buffer, next, end);
      case ETHERTYPE_PPPOE_SESSION -> pppoe(buffer, next, end);
      default -> type < LEAST_ETHERTYPE ? llc(buffer, next, end) : NOT_IP;
    };
  }

  private static boolean isVlan(int ethertype) {
    return ethertype == ETHERTYPE_VLAN
        || ethertype == ETHERTYPE_PROVIDER_VLAN
        || ethertype == ETHERTYPE_OLD_QINQ;
  }

  private int mpls(DirectBuffer buffer, int offset, int end) {
    int next = offset;
    boolean bottom = false;
    for (int labels = 0; !bottom; labels++) {
      if (labels == MAX_LABELS || next + 4 > end) {
        return NOT_IP;
      }
      bottom = (buffer.getByte(next + 2) & 1) != 0;
      next += 4;
    }
    int version = next < end ? nibble(buffer, next) : 0;
    return version == 4 || version == 6 ? at(version, next) : NOT_IP;
  }

  private int pppoe(DirectBuffer buffer, int offset, int end) {
    boolean session =
        offset + 8 <= end && u8(buffer, offset) == 0x11 && u8(buffer, offset + 1) == 0;
    return session ? pppProtocol(buffer, offset + 6, end) : NOT_IP;
  }

  private int ppp(DirectBuffer buffer, int offset, int end) {
    boolean framed = offset + 2 <= end && u16(buffer, offset) == HDLC_PPP;
    return pppProtocol(buffer, framed ? offset + 2 : offset, end);
  }

  /** The protocol field, of which a leading zero may have been left out (RFC 1661 §6.5). */
  private int pppProtocol(DirectBuffer buffer, int offset, int end) {
    if (offset + 2 > end) {
      return NOT_IP;
    }
    boolean compressed = (buffer.getByte(offset) & 1) != 0;
    int next = offset + (compressed ? 1 : 2);
    return switch (compressed ? u8(buffer, offset) : u16(buffer, offset)) {
      case PPP_IPV4 -> at(4, next);
      case PPP_IPV6 -> at(6, next);
      case PPP_MPLS -> mpls(buffer, next, end);
      default -> NOT_IP;
    };
  }

  private int hdlc(DirectBuffer buffer, int offset, int end) {
    if (offset + 4 > end) {
      return NOT_IP;
    }
    int address = u8(buffer, offset);
    return address == 0x0f || address == 0x8f
        ? byEthertype(buffer, offset + 2, offset + 4, end)
        : ppp(buffer, offset, end);
  }

  private int llc(DirectBuffer buffer, int offset, int end) {
    if (offset + 3 > end || u8(buffer, offset + 2) != UNNUMBERED) {
      return NOT_IP;
    }
    int points = u16(buffer, offset);
    if (points == LLC_IP) {
      return at(4, offset + 3);
    }
    boolean snap = points == SNAP && offset + SNAP_BYTES <= end && u16(buffer, offset + 3) == 0;
    return snap && u8(buffer, offset + 5) == 0
        ? byEthertype(buffer, offset + 6, offset + SNAP_BYTES, end)
        : NOT_IP;
  }

  /** Address families of BSD systems, in the byte order of the host that captured. */
  private int byFamily(DirectBuffer buffer, int offset, int end) {
    if (offset + 4 > end) {
      return NOT_IP;
    }
    int family = buffer.getInt(offset, BIG_ENDIAN);
    if (linkType == LinkType.BSD_NULL && (family & 0xffff) == 0) {
      family = Integer.reverseBytes(family);
    }
    return switch (family) {
      case 2 -> at(4, offset + 4);
      // Linux; NetBSD and OpenBSD; FreeBSD; Darwin
      case 10, 24, 28, 30 -> at(6, offset + 4);
      default -> NOT_IP;
    };
  }

  private int raw(DirectBuffer buffer, int offset, int end) {
    if (offset >= end) {
      return UndecodableReason.TRUNCATED.ordinal();
    }
    int version = nibble(buffer, offset);
    return version == 4 || version == 6 ? at(version, offset) : UndecodableReason.VERSION.ordinal();
  }

  private static int nibble(DirectBuffer buffer, int offset) {
    return (buffer.getByte(offset) & 0xf0) >> 4;
  }
}
