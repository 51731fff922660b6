// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.util.List;
import org.agrona.DirectBuffer;
import org.teiten.capture.classify.ClassifiedPacket;
import org.teiten.capture.classify.MonitoredAddresses;
import org.teiten.capture.classify.PacketClassifier;
import org.teiten.capture.decode.HeaderDecoder;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.capture.decode.Tunnel;
import org.teiten.capture.source.FrameHandler;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.IpPrefix;
import org.teiten.flowtuple.TrafficClass;

/**
 * Leaves out what was not asked for, before it is metered: to the meter, and in its books, the
 * captures do not hold it. It is counted here.
 *
 * <p>Design note: asks with the words of the report and not with libpcap's, for these mean the same
 * (the port of backscatter is the victim's), see through VLAN tags and configured tunnels, where
 * {@code tcp port 23} silently matches nothing, and need no libpcap.
 */
final class PacketFilter implements FrameHandler {
  /**
   * What was asked for; an empty list asks for all.
   *
   * @param fromMicros first instant, microseconds since 1970
   * @param toMicros first instant no more
   * @param ports any of these
   * @param sources any of these
   * @param trafficClass this class, or null for all
   */
  record Asked(
      long fromMicros,
      long toMicros,
      List<PortSelector> ports,
      List<IpPrefix> sources,
      TrafficClass trafficClass) {
    /** Everything. */
    static final Asked ALL = new Asked(Long.MIN_VALUE, Long.MAX_VALUE, List.of(), List.of(), null);

    Asked {
      ports = List.copyOf(ports);
      sources = List.copyOf(sources);
      if (fromMicros >= toMicros) {
        throw new IllegalArgumentException("--from must lie before --to");
      }
    }

    /** Whether only some packets of a time are asked for. */
    boolean ofContent() {
      return !ports.isEmpty() || !sources.isEmpty() || trafficClass != null;
    }

    boolean all() {
      return equals(ALL);
    }
  }

  private final Asked asked;
  private final FrameHandler next;
  private final PacketHeaders headers = new PacketHeaders();
  private final ClassifiedPacket packet = new ClassifiedPacket();
  private final PacketClassifier classifier =
      new PacketClassifier(new MonitoredAddresses(List.of()));
  private final HeaderDecoder[] decoders = new HeaderDecoder[LinkType.values().length];
  private HeaderDecoder decoder;
  private long filtered;

  /**
   * A filter.
   *
   * @param tunnels that are unwrapped, as the meter does
   * @param next receives what was asked for
   */
  PacketFilter(Asked asked, List<Tunnel> tunnels, FrameHandler next) {
    this.asked = asked;
    this.next = next;
    for (LinkType type : LinkType.values()) {
      decoders[type.ordinal()] = new HeaderDecoder(type, tunnels);
    }
    linkType(LinkType.ETHERNET);
  }

  /** From the next frame on, frames begin like this. */
  void linkType(LinkType linkType) {
    decoder = decoders[linkType.ordinal()];
  }

  @Override
  public void onFrame(
      long timestampMicros, int wireLength, DirectBuffer buffer, int offset, int capturedLength) {
    boolean wanted =
        timestampMicros >= asked.fromMicros()
            && timestampMicros < asked.toMicros()
            && (!asked.ofContent()
                || (decoder.decode(headers, buffer, offset, capturedLength, wireLength)
                        == HeaderDecoder.DECODED
                    && matches(timestampMicros)));
    if (wanted) {
      next.onFrame(timestampMicros, wireLength, buffer, offset, capturedLength);
    } else {
      filtered++;
    }
  }

  private boolean matches(long timestampMicros) {
    classifier.classify(timestampMicros, headers, packet);
    return (asked.trafficClass() == null
            || packet.trafficType().trafficClass() == asked.trafficClass())
        && (asked.ports().isEmpty() || matchesPort())
        && (asked.sources().isEmpty() || matchesSource());
  }

  private boolean matchesPort() {
    for (PortSelector port : asked.ports()) {
      if (port.matches(packet)) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesSource() {
    for (IpPrefix source : asked.sources()) {
      if (source.contains(packet.ipVersion(), packet.sourceHigh(), packet.sourceLow())) {
        return true;
      }
    }
    return false;
  }

  /** Frames left out. */
  long filtered() {
    return filtered;
  }
}
