// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.decode;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.util.List;
import org.agrona.DirectBuffer;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.UndecodableReason;

/**
 * Says whether a frame is IP, and reads it (design §10). The link layer alone decides that a frame
 * is IP. A packet that a configured tunnel delivers is read instead of the one that carries it.
 */
public final class HeaderDecoder {
  /** The packet's fields are in the view. Other codes are ordinals of {@link UndecodableReason}. */
  public static final int DECODED = -1;

  /** The link layer does not call this frame IP. */
  public static final int NOT_IP = -2;

  private static final int TRUNCATED = UndecodableReason.TRUNCATED.ordinal();

  private final LinkLayer link;
  private final Tunnels tunnels;
  private final Ipv4Decoder ipv4;
  private final Ipv6Decoder ipv6;

  /** A decoder to which the outer packet is what arrived. */
  public HeaderDecoder(LinkType linkType) {
    this(linkType, List.of());
  }

  /**
   * A decoder that unwraps what these tunnels deliver.
   *
   * @param tunnels the only ones; everybody else's are packets like others
   */
  public HeaderDecoder(LinkType linkType, List<Tunnel> tunnels) {
    this.link = new LinkLayer(linkType);
    this.tunnels = tunnels.isEmpty() ? null : new Tunnels(tunnels);
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
    int version = link.version(buffer, offset, end);
    if (version < 4) {
      return version;
    }
    int code = ip(headers, version, link.ipOffset(), end, missing);
    if (code != DECODED || tunnels == null) {
      return code;
    }
    int inner = tunnels.unwrap(this, headers, end);
    if (inner == NOT_IP) {
      headers.linkVersion = 0;
    }
    return inner;
  }

  int ip(PacketHeaders headers, int version, int offset, int end, int missing) {
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
