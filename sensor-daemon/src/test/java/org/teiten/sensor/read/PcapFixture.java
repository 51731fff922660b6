// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Writes classic pcap files of Ethernet frames, little-endian, microseconds. */
public final class PcapFixture {
  private static final int IP_HEADER = 20;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public PcapFixture() {
    ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    header.putInt(65_535).putInt(1);
    out.writeBytes(header.array());
  }

  /** A TCP packet with these flags; addresses are the low 32 bits. */
  public PcapFixture tcp(Instant time, int source, int destination, int port, int flags) {
    ByteBuffer packet = ByteBuffer.allocate(IP_HEADER + 20);
    ip(packet, 6, source, destination);
    packet.putShort((short) 40_000).putShort((short) port).putInt(1).putInt(0);
    packet.put((byte) 0x50).put((byte) flags).putShort((short) 1_024).putInt(0);
    return frame(time, 0x0800, packet.array());
  }

  /** A UDP packet with four bytes of content. */
  public PcapFixture udp(Instant time, int source, int destination, int port) {
    ByteBuffer packet = ByteBuffer.allocate(IP_HEADER + 12);
    ip(packet, 17, source, destination);
    packet.putShort((short) 40_000).putShort((short) port).putShort((short) 12).putShort((short) 0);
    return frame(time, 0x0800, packet.array());
  }

  /** An ICMP packet. */
  public PcapFixture icmp(Instant time, int source, int destination, int type, int code) {
    ByteBuffer packet = ByteBuffer.allocate(IP_HEADER + 8);
    ip(packet, 1, source, destination);
    packet.put((byte) type).put((byte) code);
    return frame(time, 0x0800, packet.array());
  }

  /** A TCP SYN in an IPIP tunnel (RFC 2003). */
  public PcapFixture ipip(
      Instant time, int outer, int outerDestination, int source, int destination, int port) {
    ByteBuffer packet = ByteBuffer.allocate(2 * IP_HEADER + 20);
    ip(packet, 4, outer, outerDestination);
    ByteBuffer inner = packet.slice();
    ip(inner, 6, source, destination);
    inner.putShort((short) 40_000).putShort((short) port).putInt(1).putInt(0);
    inner.put((byte) 0x50).put((byte) 2).putShort((short) 1_024).putInt(0);
    return frame(time, 0x0800, packet.array());
  }

  /** A frame that is no IP. */
  public PcapFixture arp(Instant time) {
    return frame(time, 0x0806, new byte[28]);
  }

  private static void ip(ByteBuffer packet, int protocol, int source, int destination) {
    packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity()).putInt(0);
    packet.put((byte) 64).put((byte) protocol).putShort((short) 0);
    packet.putInt(source).putInt(destination);
  }

  private PcapFixture frame(Instant time, int etherType, byte[] content) {
    int length = 14 + content.length;
    ByteBuffer frame = ByteBuffer.allocate(16 + length).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt((int) time.getEpochSecond()).putInt(time.getNano() / 1_000);
    frame.putInt(length).putInt(length);
    frame.order(ByteOrder.BIG_ENDIAN).put(new byte[12]).putShort((short) etherType).put(content);
    out.writeBytes(frame.array());
    return this;
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  public Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }
}
