// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.decode;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.UndecodableReason;

/**
 * Says whether a frame is IP, and reads it (design §10). The link layer alone decides that a frame
 * is IP: its type field, behind up to four VLAN tags, in LLC/SNAP too (RFC 1042). What it carries
 * in PPPoE or MPLS is not IP here.
 */
public final class HeaderDecoder {
  /** The packet's fields are in the view. Other codes are ordinals of {@link UndecodableReason}. */
  public static final int DECODED = -1;

  /** The link layer does not call this frame IP. */
  public static final int NOT_IP = -2;

  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_IPV6 = 0x86dd;
  private static final int ETHERTYPE_VLAN = 0x8100;
  private static final int ETHERTYPE_PROVIDER_VLAN = 0x88a8;
  private static final int ETHERTYPE_OLD_QINQ = 0x9100;
  private static final int MAX_IEEE_802_3_LENGTH = 1_500;
  private static final int SNAP_BYTES = 8;
  private static final int MAX_VLAN_TAGS = 4;
  private static final int TRUNCATED = UndecodableReason.TRUNCATED.ordinal();

  private final LinkType linkType;
  private final Ipv4Decoder ipv4;
  private final Ipv6Decoder ipv6;

  public HeaderDecoder(LinkType linkType) {
    this.linkType = linkType;
    boolean ethernet = linkType == LinkType.ETHERNET;
    ipv4 = new Ipv4Decoder(ethernet);
    ipv6 = new Ipv6Decoder(ethernet);
  }

  /**
   * Reads one frame.
   *
   * @param headers receives the fields; all of them only if {@link #DECODED} is returned
   * @param wireLength the frame's length on the wire, as the source states it
   * @return {@link #DECODED}, {@link #NOT_IP}, or the ordinal of an {@link UndecodableReason}
   */
  public int decode(
      PacketHeaders headers, DirectBuffer buffer, int offset, int capturedLength, int wireLength) {
    headers.buffer = buffer;
    headers.linkVersion = 0;
    int end = offset + capturedLength;
    int missing = Math.max(0, wireLength - capturedLength);
    return switch (linkType) {
      case ETHERNET -> byEthertype(headers, offset + 12, offset + 14, end, missing);
      case LINUX_SLL -> byEthertype(headers, offset + 14, offset + 16, end, missing);
      case LINUX_SLL2 -> byEthertype(headers, offset, offset + 20, end, missing);
      case BSD_NULL, BSD_LOOP -> byFamily(headers, offset, end, missing);
      case IPV4 -> ip(headers, 4, offset, end, missing);
      case IPV6 -> ip(headers, 6, offset, end, missing);
      case RAW_IP -> byNibble(headers, offset, end, missing);
      case UNREADABLE -> NOT_IP;
    };
  }

  private int byEthertype(
      PacketHeaders headers, int typeOffset, int payload, int end, int missing) {
    if (payload > end) {
      return NOT_IP;
    }
    int type = u16(headers.buffer, typeOffset);
    int next = payload;
    for (int tags = 0; isVlan(type); tags++) {
      if (tags == MAX_VLAN_TAGS || next + 4 > end) {
        return NOT_IP;
      }
      type = u16(headers.buffer, next + 2);
      next += 4;
    }
    if (type <= MAX_IEEE_802_3_LENGTH && isSnap(headers.buffer, next, end)) {
      type = u16(headers.buffer, next + SNAP_BYTES - 2);
      next += SNAP_BYTES;
    }
    if (type == ETHERTYPE_IPV4) {
      return ip(headers, 4, next, end, missing);
    }
    return type == ETHERTYPE_IPV6 ? ip(headers, 6, next, end, missing) : NOT_IP;
  }

  /** LLC of SNAP, unnumbered information, and the organization code that means an ethertype. */
  private boolean isSnap(DirectBuffer buffer, int offset, int end) {
    return linkType == LinkType.ETHERNET
        && offset + SNAP_BYTES <= end
        && buffer.getInt(offset, BIG_ENDIAN) == 0xaaaa_0300
        && u16(buffer, offset + 4) == 0;
  }

  private static boolean isVlan(int ethertype) {
    return ethertype == ETHERTYPE_VLAN
        || ethertype == ETHERTYPE_PROVIDER_VLAN
        || ethertype == ETHERTYPE_OLD_QINQ;
  }

  /** Address families of BSD systems, in the byte order of the host that captured. */
  private int byFamily(PacketHeaders headers, int offset, int end, int missing) {
    if (offset + 4 > end) {
      return NOT_IP;
    }
    int family = headers.buffer.getInt(offset, BIG_ENDIAN);
    if (linkType == LinkType.BSD_NULL && (family & 0xffff) == 0) {
      family = Integer.reverseBytes(family);
    }
    return switch (family) {
      case 2 -> ip(headers, 4, offset + 4, end, missing);
      // Linux; NetBSD and OpenBSD; FreeBSD; Darwin
      case 10, 24, 28, 30 -> ip(headers, 6, offset + 4, end, missing);
      default -> NOT_IP;
    };
  }

  private int byNibble(PacketHeaders headers, int offset, int end, int missing) {
    if (offset >= end) {
      return TRUNCATED;
    }
    int version = (headers.buffer.getByte(offset) & 0xf0) >> 4;
    return version == 4 || version == 6
        ? ip(headers, version, offset, end, missing)
        : UndecodableReason.VERSION.ordinal();
  }

  private int ip(PacketHeaders headers, int version, int offset, int end, int missing) {
    headers.linkVersion = version;
    if (offset >= end) {
      return TRUNCATED;
    }
    if ((headers.buffer.getByte(offset) & 0xf0) >> 4 != version) {
      return UndecodableReason.VERSION.ordinal();
    }
    headers.ipVersion = version;
    headers.ipOffset = offset;
    int code =
        version == 4
            ? ipv4.decode(headers, offset, end - offset, missing)
            : ipv6.decode(headers, offset, end - offset, missing);
    return code == DECODED ? TransportDecoder.decode(headers) : code;
  }

  static int u8(DirectBuffer buffer, int offset) {
    return buffer.getByte(offset) & 0xff;
  }

  static int u16(DirectBuffer buffer, int offset) {
    return buffer.getShort(offset, BIG_ENDIAN) & 0xffff;
  }

  static long u32(DirectBuffer buffer, int offset) {
    return buffer.getInt(offset, BIG_ENDIAN) & 0xffff_ffffL;
  }
}
