// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.render;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.teiten.checks.simulator.model.Mark;
import org.teiten.checks.simulator.model.PortKey;
import org.teiten.checks.simulator.traffic.Draws;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.TrafficType;

/**
 * Ethernet frames of a FlowTuple's packets, with right checksums, and with the mark that its
 * fingerprint stands for; others bear no mark, not even by chance.
 *
 * <pre>
 *   0  destination and source MAC address, locally administered; 0x0800
 *  14  IPv4 header without options
 *  34  TCP with the stack signature's options, UDP with content, or ICMP
 * </pre>
 */
final class FrameBuilder {
  static final int IP = 14;
  private static final int TRANSPORT = IP + 20;
  private static final byte[] ETHERNET = {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0};
  private static final int ZMAP_ID = 54_321;
  private static final int DONT_FRAGMENT = 0x4000;
  private static final String MSS_1460 = "020405b4";

  private final Draws draws;

  FrameBuilder(Draws draws) {
    this.draws = draws;
  }

  /**
   * Makes a frame.
   *
   * @param destination IPv4 address
   * @param otherPort the port that is not the tuple's
   * @param shape as of the tuple's source
   */
  byte[] frame(FlowTuple tuple, PacketShape shape, int destination, int otherPort) {
    int length = shape.ipLength();
    ByteBuffer frame = ByteBuffer.allocate(IP + length);
    frame.put(0, ETHERNET);
    int sequence = sequence(tuple, destination);
    frame
        .put(IP, (byte) 0x45)
        .putShort(IP + 2, (short) length)
        .putShort(IP + 4, (short) identification(tuple, destination, sequence))
        .putShort(IP + 6, (short) (dontFragment(shape) ? DONT_FRAGMENT : 0))
        .put(IP + 8, (byte) shape.ttl())
        .put(IP + 9, (byte) tuple.protocol())
        .putInt(IP + 12, (int) tuple.sourceLow())
        .putInt(IP + 16, destination);
    frame.putShort(IP + 10, (short) checksum(frame, IP, 20, 0));
    boolean reply = tuple.trafficClass() == TrafficClass.BACKSCATTER;
    int sourcePort = reply ? tuple.port() : otherPort;
    int destinationPort = reply ? otherPort : tuple.port();
    switch (tuple.protocol()) {
      case PortKey.TCP -> putTcp(frame, shape, sourcePort, destinationPort, sequence);
      case PortKey.UDP -> putUdp(frame, tuple, sourcePort, destinationPort);
      default -> frame.put(TRANSPORT, (byte) tuple.icmpType());
    }
    int transportLength = length - 20;
    int pseudo =
        tuple.protocol() == PortKey.ICMP
            ? 0
            : sum(frame, IP + 12, 8) + tuple.protocol() + transportLength;
    int checksum = checksum(frame, TRANSPORT, transportLength, pseudo);
    int at =
        switch (tuple.protocol()) {
          case PortKey.TCP -> 16;
          case PortKey.UDP -> 6;
          default -> 2;
        };
    boolean zeroMeansNone = tuple.protocol() == PortKey.UDP && checksum == 0;
    frame.putShort(TRANSPORT + at, (short) (zeroMeansNone ? 0xffff : checksum));
    return frame.array();
  }

  private static boolean dontFragment(PacketShape shape) {
    return shape.signature() != null && shape.signature().dontFragment();
  }

  private int sequence(FlowTuple tuple, int destination) {
    if (is(tuple, Mark.MIRAI)) {
      return destination;
    }
    int sequence = (int) draws.next();
    while (sequence == destination) {
      sequence = (int) draws.next();
    }
    return sequence;
  }

  private int identification(FlowTuple tuple, int destination, int sequence) {
    int masscan = (destination ^ tuple.port() ^ sequence) & 0xffff;
    if (is(tuple, Mark.ZMAP)) {
      return ZMAP_ID;
    }
    if (is(tuple, Mark.MASSCAN)) {
      return masscan;
    }
    int id = draws.below(1 << 16);
    while (id == ZMAP_ID || id == masscan) {
      id = draws.below(1 << 16);
    }
    return id;
  }

  private static boolean is(FlowTuple tuple, Mark mark) {
    return tuple.fingerprint().label().equals(mark.label());
  }

  private void putTcp(
      ByteBuffer frame, PacketShape shape, int sourcePort, int destinationPort, int sequence) {
    String options =
        shape.signature() != null
            ? shape.signature().options()
            : shape.ipLength() == 44 ? MSS_1460 : "";
    byte[] bytes = HexFormat.of().parseHex(options);
    boolean acknowledges = (shape.tcpFlags() & 0x10) != 0;
    int window = shape.signature() != null ? shape.signature().window() : 0;
    frame
        .putShort(TRANSPORT, (short) sourcePort)
        .putShort(TRANSPORT + 2, (short) destinationPort)
        .putInt(TRANSPORT + 4, sequence)
        .putInt(TRANSPORT + 8, acknowledges ? (int) draws.next() : 0)
        .put(TRANSPORT + 12, (byte) (((20 + bytes.length) / 4) << 4))
        .put(TRANSPORT + 13, (byte) shape.tcpFlags())
        .putShort(TRANSPORT + 14, (short) window);
    frame.put(TRANSPORT + 20, bytes);
  }

  private void putUdp(ByteBuffer frame, FlowTuple tuple, int sourcePort, int destinationPort) {
    int content = TRANSPORT + 8;
    frame
        .putShort(TRANSPORT, (short) sourcePort)
        .putShort(TRANSPORT + 2, (short) destinationPort)
        .putShort(TRANSPORT + 4, (short) (frame.capacity() - TRANSPORT));
    boolean response = tuple.trafficType() == TrafficType.UDP_RESPONSE;
    switch (tuple.port()) {
      case 53, 5353 -> {
        int flags = response ? 0x8180 : 0x0100;
        frame
            .putShort(content, (short) draws.below(1 << 16))
            .putShort(content + 2, (short) flags)
            .putShort(content + 4, (short) 1);
      }
      case 123 -> frame.put(content, (byte) 0x1b);
      case 1900 ->
          frame.put(content, "M-SEARCH * HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
      case 5060 ->
          frame.put(content, "OPTIONS sip:100 SIP/2.0\r\n".getBytes(StandardCharsets.US_ASCII));
      default -> frame.putInt(content, (int) draws.next());
    }
  }

  /** RFC 1071. */
  private static int checksum(ByteBuffer bytes, int from, int length, int initial) {
    int sum = initial + sum(bytes, from, length);
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return ~sum & 0xffff;
  }

  private static int sum(ByteBuffer bytes, int from, int length) {
    int sum = 0;
    for (int i = 0; i + 1 < length; i += 2) {
      sum += bytes.getShort(from + i) & 0xffff;
    }
    if ((length & 1) != 0) {
      sum += (bytes.get(from + length - 1) & 0xff) << 8;
    }
    return sum;
  }
}
