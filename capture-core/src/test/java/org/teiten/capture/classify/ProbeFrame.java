// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.teiten.capture.decode.HeaderDecoder;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.capture.source.LinkType;

/** A packet built field by field as its tool builds it, over raw IP. */
final class ProbeFrame {
  static final int DESTINATION = 0xcb00_7107;

  private int source = 0xc633_6401;
  private int id = 1;
  private int ttl = 54;
  private boolean dontFragment;
  private int destination = DESTINATION;
  private int sourcePort = 40_000;
  private int destinationPort = 23;
  private int sequence = 0x1234_5678;
  private int window = 1_024;
  private int flags = 2;
  private byte[] options = {};

  static ProbeFrame syn() {
    return new ProbeFrame();
  }

  ProbeFrame from(int address) {
    source = address;
    return this;
  }

  ProbeFrame id(int value) {
    id = value & 0xffff;
    return this;
  }

  ProbeFrame ttl(int value) {
    ttl = value;
    return this;
  }

  ProbeFrame dontFragment() {
    dontFragment = true;
    return this;
  }

  ProbeFrame to(int address, int port) {
    destination = address;
    destinationPort = port;
    return this;
  }

  ProbeFrame sourcePort(int port) {
    sourcePort = port;
    return this;
  }

  ProbeFrame sequence(int value) {
    sequence = value;
    return this;
  }

  ProbeFrame window(int value) {
    window = value;
    return this;
  }

  ProbeFrame flags(int value) {
    flags = value;
    return this;
  }

  /** TCP options as hexadecimal digits; spaces are for the reader. */
  ProbeFrame options(String hex) {
    options = HexFormat.of().parseHex(hex.replace(" ", ""));
    return this;
  }

  /** The masscan formula for this packet's destination, port and sequence. */
  ProbeFrame masscanId() {
    return id(destination ^ destinationPort ^ sequence);
  }

  PacketHeaders headers() {
    return decode(LinkType.IPV4, ipv4(6, tcp()));
  }

  PacketHeaders headersOverIpv6() {
    byte[] tcp = tcp();
    ByteBuffer packet = ByteBuffer.allocate(40 + tcp.length);
    packet.putInt(0x6000_0000).putShort((short) tcp.length).put((byte) 6).put((byte) ttl);
    packet.putLong(0x2001_0db8_0000_0001L).putLong(1);
    packet.putLong(0x2001_0db8_0000_0002L).putLong(2).put(tcp);
    return decode(LinkType.IPV6, packet.array());
  }

  static PacketHeaders decode(LinkType linkType, byte[] packet) {
    PacketHeaders headers = new PacketHeaders();
    int code =
        new HeaderDecoder(linkType)
            .decode(headers, new UnsafeBuffer(packet), 0, packet.length, packet.length);
    if (code != HeaderDecoder.DECODED) {
      throw new AssertionError("frame does not decode: " + code);
    }
    return headers;
  }

  /** This packet's IP header before any payload. */
  byte[] ipv4(int protocol, byte[] payload) {
    ByteBuffer packet = ByteBuffer.allocate(20 + payload.length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity());
    packet.putShort((short) id).putShort((short) (dontFragment ? 0x4000 : 0));
    packet.put((byte) ttl).put((byte) protocol).putShort((short) 0);
    packet.putInt(source).putInt(destination).put(payload);
    return packet.array();
  }

  private byte[] tcp() {
    ByteBuffer tcp = ByteBuffer.allocate(20 + options.length);
    tcp.putShort((short) sourcePort).putShort((short) destinationPort);
    tcp.putInt(sequence).putInt(0);
    tcp.put((byte) ((20 + options.length) << 2)).put((byte) flags);
    tcp.putShort((short) window).putInt(0).put(options);
    return tcp.array();
  }
}
