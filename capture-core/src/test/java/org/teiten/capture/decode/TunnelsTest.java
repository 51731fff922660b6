// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.teiten.capture.decode.Tunnel.Kind;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.IpPrefix;

class TunnelsTest {
  private static final int ROUTER = 0xc633_6401;
  private static final int TELESCOPE = 0xcb00_7107;
  private static final IpPrefix PEER = IpPrefix.parse("198.51.100.1");

  /** TCP SYN from 192.0.2.9 to port 23. */
  private static final byte[] INNER = ipv4(0xc000_0209, 6, hex("9c400017 00000001 00000000 5002"));

  private static final byte[] INNER_6 =
      hex("60000000 0010 06 40" + "20010db8".repeat(4) + "20010db8".repeat(4) + syn16());

  private static final byte[] ETHERNET = concat(hex("020000000001 020000000002 0800"), INNER);

  private static String syn16() {
    return "9c400017 00000001 00000000 50020400";
  }

  @Test
  void eachKindIsUnwrappedWhereItIsConfigured() {
    wrapped()
        .forEach(
            (name, packet) -> {
              PacketHeaders headers = new PacketHeaders();
              assertThat(decode(headers, packet, tunnel(name, PEER)))
                  .as(name)
                  .isEqualTo(HeaderDecoder.DECODED);
              assertThat(headers.destinationPort()).as(name).isEqualTo(23);
              assertThat(headers.protocol()).as(name).isEqualTo(6);
              assertThat(headers.linkVersion()).as(name).isEqualTo(name.endsWith("6") ? 6 : 4);
            });
  }

  @Test
  void withoutConfigurationTheOuterPacketIsWhatArrived() {
    wrapped()
        .forEach(
            (name, packet) -> {
              PacketHeaders headers = new PacketHeaders();
              assertThat(decode(headers, packet, List.of())).isEqualTo(HeaderDecoder.DECODED);
              assertThat(headers.sourceLow()).as(name).isEqualTo(ROUTER & 0xffff_ffffL);
            });
  }

  @Test
  void anybodyElsesTunnelIsAPacketLikeOthers() {
    wrapped()
        .forEach(
            (name, packet) -> {
              PacketHeaders headers = new PacketHeaders();
              decode(headers, packet, tunnel(name, IpPrefix.parse("198.51.100.2")));
              assertThat(headers.sourceLow()).as(name).isEqualTo(ROUTER & 0xffff_ffffL);
            });
  }

  @Test
  void aTunnelWithinATunnelIsNotUnwrapped() {
    byte[] twice = ipv4(ROUTER, 4, ipv4(ROUTER, 4, INNER));
    PacketHeaders headers = new PacketHeaders();
    assertThat(decode(headers, twice, tunnel("ipip", PEER))).isEqualTo(HeaderDecoder.DECODED);
    assertThat(headers.protocol()).isEqualTo(4);
  }

  @Test
  void whateverATunnelHoldsIsDecodedCountedOrNotIp() {
    Random random = new Random(5);
    List<Tunnel> all = List.of(Kind.values()).stream().map(kind -> new Tunnel(kind, PEER)).toList();
    for (byte[] packet : wrapped().values()) {
      for (int i = 0; i < 4_000; i++) {
        byte[] damaged = packet.clone();
        for (int j = 0; j <= random.nextInt(4); j++) {
          damaged[20 + random.nextInt(damaged.length - 20)] = (byte) random.nextInt();
        }
        int length = 20 + random.nextInt(damaged.length - 19);
        byte[] cut = Arrays.copyOf(damaged, length);
        PacketHeaders headers = new PacketHeaders();
        int code = decode(headers, cut, all);
        assertThat(code).isBetween(HeaderDecoder.NOT_IP, 3);
        if (code == HeaderDecoder.DECODED && headers.transportCaptured() > 0) {
          assertThat(headers.transportOffset() + headers.transportCaptured())
              .isLessThanOrEqualTo(length);
        }
      }
    }
  }

  private static Map<String, byte[]> wrapped() {
    Map<String, byte[]> packets = new LinkedHashMap<>();
    packets.put("gre 4", ipv4(ROUTER, 47, concat(hex("00000800"), INNER)));
    packets.put("gre 6", ipv4(ROUTER, 47, concat(hex("000086dd"), INNER_6)));
    packets.put(
        "gre with key and sequence",
        ipv4(ROUTER, 47, concat(hex("30000800 00000001 00000002"), INNER)));
    packets.put("gre Ethernet", ipv4(ROUTER, 47, concat(hex("00006558"), ETHERNET)));
    packets.put("erspan I", ipv4(ROUTER, 47, concat(hex("000088be"), ETHERNET)));
    packets.put(
        "erspan II", ipv4(ROUTER, 47, concat(hex("100088be 00000007 1001000000000000"), ETHERNET)));
    packets.put(
        "erspan III",
        ipv4(ROUTER, 47, concat(hex("100022eb 00000007 200100000000000000000000"), ETHERNET)));
    packets.put("ipip", ipv4(ROUTER, 4, INNER));
    packets.put("sixin4 6", ipv4(ROUTER, 41, INNER_6));
    packets.put(
        "vxlan", ipv4(ROUTER, 17, concat(hex("c00012b5 00500000 0800000000000100"), ETHERNET)));
    packets.put(
        "geneve",
        ipv4(ROUTER, 17, concat(hex("c00017c1 00500000 0100655800000100 00000000"), ETHERNET)));
    return packets;
  }

  private static List<Tunnel> tunnel(String name, IpPrefix peer) {
    String kind = name.split(" ", 2)[0].toUpperCase(Locale.ROOT);
    return List.of(new Tunnel(Kind.valueOf(kind), peer));
  }

  private static int decode(PacketHeaders headers, byte[] packet, List<Tunnel> tunnels) {
    return new HeaderDecoder(LinkType.IPV4, tunnels)
        .decode(headers, new UnsafeBuffer(packet), 0, packet.length, packet.length);
  }

  private static byte[] ipv4(int source, int protocol, byte[] payload) {
    ByteBuffer packet = ByteBuffer.allocate(20 + payload.length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity()).putInt(0);
    packet.put((byte) 60).put((byte) protocol).putShort((short) 0);
    packet.putInt(source).putInt(TELESCOPE).put(payload);
    return packet.array();
  }

  private static byte[] concat(byte[] head, byte[] tail) {
    return ByteBuffer.allocate(head.length + tail.length).put(head).put(tail).array();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
