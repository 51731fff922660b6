// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.decode;

import static org.teiten.capture.decode.HeaderDecoder.DECODED;
import static org.teiten.capture.decode.HeaderDecoder.NOT_IP;
import static org.teiten.capture.decode.HeaderDecoder.u16;
import static org.teiten.capture.decode.HeaderDecoder.u8;

import java.util.List;
import org.agrona.DirectBuffer;
import org.teiten.capture.decode.Tunnel.Kind;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.UndecodableReason;

/** Takes the inner packet out of a tunnel's; once, never a tunnel within a tunnel. */
final class Tunnels {
  private static final int TRUNCATED = UndecodableReason.TRUNCATED.ordinal();
  private static final int IPV4 = 4;
  private static final int IPV6 = 41;
  private static final int GRE = 47;
  private static final int VXLAN_PORT = 4_789;
  private static final int GENEVE_PORT = 6_081;
  private static final int UDP_HEADER = 8;
  private static final int TYPE_IPV4 = 0x0800;
  private static final int TYPE_IPV6 = 0x86dd;
  private static final int TYPE_ETHERNET = 0x6558;
  private static final int TYPE_ERSPAN = 0x88be;
  private static final int TYPE_ERSPAN_3 = 0x22eb;
  private static final int GRE_CHECKSUM = 0x8000;
  private static final int GRE_KEY = 0x2000;
  private static final int GRE_SEQUENCE = 0x1000;
  private static final int GRE_UNKNOWN = 0x4fff;

  private final Tunnel[] tunnels;
  private final LinkLayer ethernet = new LinkLayer(LinkType.ETHERNET);

  Tunnels(List<Tunnel> tunnels) {
    this.tunnels = tunnels.toArray(Tunnel[]::new);
  }

  /**
   * Reads the inner packet into the view, if the packet in it is a tunnel's.
   *
   * @param headers a decoded packet
   * @param end where the captured bytes end
   * @return {@link HeaderDecoder#DECODED} with the inner packet, or the outer one if it is none of
   *     ours; what became of the inner one otherwise
   */
  int unwrap(HeaderDecoder decoder, PacketHeaders headers, int end) {
    if (headers.laterFragment || !isCarrier(headers)) {
      return DECODED;
    }
    int inner = headers.transportOffset;
    int missing = headers.transportLength - headers.transportCaptured;
    int captured = Math.min(end, inner + headers.transportCaptured);
    return switch (headers.protocol) {
      case IPV4 -> decoder.ip(headers, 4, inner, captured, missing);
      case IPV6 -> decoder.ip(headers, 6, inner, captured, missing);
      case GRE -> gre(decoder, headers, inner, captured, missing);
      default -> udp(decoder, headers, inner + UDP_HEADER, captured, missing);
    };
  }

  private boolean isCarrier(PacketHeaders headers) {
    for (Tunnel tunnel : tunnels) {
      if (wraps(tunnel.kind(), headers)
          && tunnel.peer().contains(headers.ipVersion, headers.sourceHigh, headers.sourceLow)) {
        return true;
      }
    }
    return false;
  }

  private static boolean wraps(Kind kind, PacketHeaders headers) {
    return switch (kind) {
      case GRE -> headers.protocol == GRE && !isErspan(headers);
      case ERSPAN -> headers.protocol == GRE && isErspan(headers);
      case IPIP -> headers.protocol == IPV4;
      case SIXIN4 -> headers.protocol == IPV6;
      case VXLAN -> headers.protocol == IpProtocol.UDP && headers.destinationPort == VXLAN_PORT;
      case GENEVE -> headers.protocol == IpProtocol.UDP && headers.destinationPort == GENEVE_PORT;
    };
  }

  private static boolean isErspan(PacketHeaders headers) {
    if (headers.transportCaptured < 4) {
      return false;
    }
    int type = u16(headers.buffer, headers.transportOffset + 2);
    return type == TYPE_ERSPAN || type == TYPE_ERSPAN_3;
  }

  private int gre(HeaderDecoder decoder, PacketHeaders headers, int offset, int end, int missing) {
    DirectBuffer buffer = headers.buffer;
    if (offset + 4 > end) {
      return TRUNCATED;
    }
    int flags = u16(buffer, offset);
    if ((flags & GRE_UNKNOWN) != 0) {
      return NOT_IP;
    }
    int inner = offset + 4;
    inner += (flags & GRE_CHECKSUM) != 0 ? 4 : 0;
    inner += (flags & GRE_KEY) != 0 ? 4 : 0;
    inner += (flags & GRE_SEQUENCE) != 0 ? 4 : 0;
    int type = u16(buffer, offset + 2);
    if (type == TYPE_ERSPAN) {
      // Type I has neither sequence number nor header, type II both.
      inner += (flags & GRE_SEQUENCE) != 0 ? 8 : 0;
    } else if (type == TYPE_ERSPAN_3) {
      if (inner + 12 > end) {
        return TRUNCATED;
      }
      inner += (buffer.getByte(inner + 11) & 1) != 0 ? 20 : 12;
    }
    return carried(decoder, headers, type, inner, end, missing);
  }

  private int udp(HeaderDecoder decoder, PacketHeaders headers, int offset, int end, int missing) {
    if (offset + 8 > end) {
      return TRUNCATED;
    }
    if (headers.destinationPort == VXLAN_PORT) {
      return carried(decoder, headers, TYPE_ETHERNET, offset + 8, end, missing);
    }
    int options = (u8(headers.buffer, offset) & 0x3f) * 4;
    int type = u16(headers.buffer, offset + 2);
    return carried(decoder, headers, type, offset + 8 + options, end, missing);
  }

  private int carried(
      HeaderDecoder decoder, PacketHeaders headers, int type, int offset, int end, int missing) {
    return switch (type) {
      case TYPE_IPV4 -> decoder.ip(headers, 4, offset, end, missing);
      case TYPE_IPV6 -> decoder.ip(headers, 6, offset, end, missing);
      case TYPE_ETHERNET, TYPE_ERSPAN, TYPE_ERSPAN_3 -> {
        int version = ethernet.version(headers.buffer, offset, end);
        yield version < 4
            ? version
            : decoder.ip(headers, version, ethernet.ipOffset(), end, missing);
      }
      default -> NOT_IP;
    };
  }
}
