// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.teiten.capture.Frames.bytes;
import static org.teiten.capture.Frames.concat;
import static org.teiten.capture.Frames.ethernet;
import static org.teiten.capture.Frames.icmp;
import static org.teiten.capture.Frames.tcp;
import static org.teiten.capture.Frames.udp;
import static org.teiten.capture.Frames.withByte;
import static org.teiten.capture.Frames.withIpv4Field;
import static org.teiten.capture.decode.HeaderDecoder.DECODED;
import static org.teiten.capture.decode.HeaderDecoder.NOT_IP;

import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.capture.Frames;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.UndecodableReason;

class HeaderDecoderTest {
  private static final byte[] IPV4 = tcp("198.51.100.7", 40000, "192.0.2.1", 23, Frames.SYN);
  private static final byte[] IPV6 = tcp("2001:db8::7", 40000, "2001:db8:1::1", 23, Frames.SYN);
  private static final int VERSION = UndecodableReason.VERSION.ordinal();
  private static final int HEADER_LENGTH = UndecodableReason.HEADER_LENGTH.ordinal();
  private static final int TOTAL_LENGTH = UndecodableReason.TOTAL_LENGTH.ordinal();
  private static final int TRUNCATED = UndecodableReason.TRUNCATED.ordinal();

  private final PacketHeaders headers = new PacketHeaders();

  static final List<Arguments> LINKS =
      List.of(
          Arguments.of("Ethernet", LinkType.ETHERNET, ethernet(IPV4), 4),
          Arguments.of("Ethernet", LinkType.ETHERNET, ethernet(IPV6), 6),
          Arguments.of("802.1Q", LinkType.ETHERNET, tagged(1, 0x8100, 0x0800, IPV4), 4),
          Arguments.of("802.1ad", LinkType.ETHERNET, tagged(2, 0x88a8, 0x86dd, IPV6), 6),
          Arguments.of("four tags", LinkType.ETHERNET, tagged(4, 0x8100, 0x0800, IPV4), 4),
          Arguments.of("SNAP", LinkType.ETHERNET, snap(IPV4), 4),
          Arguments.of("SLL", LinkType.LINUX_SLL, concat(new byte[14], bytes(8, 0), IPV4), 4),
          Arguments.of("SLL2", LinkType.LINUX_SLL2, concat(bytes(8, 0), new byte[18], IPV4), 4),
          Arguments.of(
              "SLL2, tagged",
              LinkType.LINUX_SLL2,
              concat(bytes(0x81, 0), new byte[18], bytes(0, 9, 0x86, 0xdd), IPV6),
              6),
          Arguments.of("null", LinkType.BSD_NULL, concat(bytes(2, 0, 0, 0), IPV4), 4),
          Arguments.of("null, turned", LinkType.BSD_NULL, concat(bytes(0, 0, 0, 30), IPV6), 6),
          Arguments.of("loop", LinkType.BSD_LOOP, concat(bytes(0, 0, 0, 24), IPV6), 6),
          Arguments.of("raw", LinkType.RAW_IP, IPV4, 4),
          Arguments.of("raw", LinkType.RAW_IP, IPV6, 6),
          Arguments.of("raw IPv4", LinkType.IPV4, IPV4, 4),
          Arguments.of("raw IPv6", LinkType.IPV6, IPV6, 6));

  static final List<Arguments> NOT_IP_FRAMES =
      List.of(
          Arguments.of("ARP", LinkType.ETHERNET, ethernet(0x0806, IPV4)),
          Arguments.of("PPPoE", LinkType.ETHERNET, ethernet(0x8864, IPV4)),
          Arguments.of("MPLS", LinkType.ETHERNET, ethernet(0x8847, IPV4)),
          Arguments.of("five tags", LinkType.ETHERNET, tagged(5, 0x8100, 0x0800, IPV4)),
          Arguments.of("a tag cut off", LinkType.ETHERNET, ethernet(0x8100, new byte[3])),
          Arguments.of("13 bytes", LinkType.ETHERNET, new byte[13]),
          Arguments.of("AppleTalk", LinkType.BSD_NULL, concat(bytes(16, 0, 0, 0), IPV4)),
          Arguments.of("turned", LinkType.BSD_LOOP, concat(bytes(2, 0, 0, 0), IPV4)),
          Arguments.of("3 bytes", LinkType.BSD_NULL, new byte[3]),
          Arguments.of("unreadable", LinkType.UNREADABLE, IPV4));

  static final List<Arguments> UNDECODABLE =
      List.of(
          Arguments.of("version of the other kind", withByte(IPV4, 0, 0x65), VERSION),
          Arguments.of("header of 16 bytes", withByte(IPV4, 0, 0x44), HEADER_LENGTH),
          Arguments.of("header beyond the frame", withByte(IPV4, 0, 0x4f), HEADER_LENGTH),
          Arguments.of("total length 19", withIpv4Field(IPV4, 2, 19), TOTAL_LENGTH),
          Arguments.of("19 bytes", Arrays.copyOf(IPV4, 19), TRUNCATED),
          Arguments.of("nothing", new byte[0], TRUNCATED),
          Arguments.of("TCP of 13 bytes", Arrays.copyOf(IPV4, 33), TRUNCATED),
          Arguments.of("IP says TCP has 13 bytes", withIpv4Field(IPV4, 2, 33), TRUNCATED),
          Arguments.of(
              "UDP of 3 bytes",
              Arrays.copyOf(udp("198.51.100.7", 5, "192.0.2.1", 53), 23),
              TRUNCATED),
          Arguments.of(
              "ICMP of 1 byte",
              Arrays.copyOf(icmp("198.51.100.7", "192.0.2.1", 8, 0), 21),
              TRUNCATED));

  private static byte[] tagged(int tags, int tagType, int ethertype, byte[] ip) {
    byte[] payload = ip;
    int type = ethertype;
    for (int i = 0; i < tags; i++) {
      payload = concat(bytes(0, 5, type >> 8, type), payload);
      type = tagType;
    }
    return ethernet(type, payload);
  }

  private static byte[] snap(byte[] ip) {
    return ethernet(8 + ip.length, concat(bytes(0xaa, 0xaa, 3, 0, 0, 0, 8, 0), ip));
  }

  @ParameterizedTest(name = "{0}, IPv{3}")
  @FieldSource("LINKS")
  void readsThePacketBehindEveryLinkLayer(String name, LinkType link, byte[] frame, int version) {
    assertThat(decode(link, frame)).isEqualTo(DECODED);
    assertThat(headers.linkVersion()).isEqualTo(version);
    assertThat(headers.ipVersion()).isEqualTo(version);
    assertThat(source()).hasToString(version == 4 ? "198.51.100.7" : "2001:db8::7");
    assertThat(headers.protocol()).isEqualTo(6);
    assertThat(headers.sourcePort()).isEqualTo(40000);
    assertThat(headers.destinationPort()).isEqualTo(23);
    assertThat(headers.tcpFlags()).isEqualTo(Frames.SYN);
    assertThat(headers.ttl()).isEqualTo(64);
    assertThat(headers.totalLength()).isEqualTo(version == 4 ? 40 : 60);
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("NOT_IP_FRAMES")
  void whatTheLinkLayerDoesNotCallIpIsNotIp(String name, LinkType link, byte[] frame) {
    assertThat(decode(link, frame)).isEqualTo(NOT_IP);
    assertThat(headers.linkVersion()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("UNDECODABLE")
  void saysWhyAPacketCannotBeRead(String name, byte[] ip, int reason) {
    assertThat(decode(LinkType.ETHERNET, ethernet(0x0800, ip))).isEqualTo(reason);
    assertThat(headers.linkVersion()).isEqualTo(4);
  }

  @Test
  void ipv6IsUndecodableByVersionAndIfCutOff() {
    assertThat(decode(LinkType.IPV6, IPV4)).isEqualTo(VERSION);
    assertThat(decode(LinkType.IPV6, Arrays.copyOf(IPV6, 39))).isEqualTo(TRUNCATED);
    assertThat(decode(LinkType.RAW_IP, withByte(IPV4, 0, 0x55))).isEqualTo(VERSION);
    assertThat(headers.linkVersion()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 16, 20})
  void fourteenBytesOfTcpAreEnough(int captured) {
    assertThat(decode(LinkType.IPV4, Arrays.copyOf(IPV4, 20 + captured))).isEqualTo(DECODED);
  }

  @Test
  void optionsMoveTheTransportHeader() {
    byte[] withOptions =
        concat(
            withByte(withByte(Arrays.copyOf(IPV4, 20), 0, 0x46), 3, 44),
            bytes(1, 1, 1, 0),
            Arrays.copyOfRange(IPV4, 20, 40));
    assertThat(decode(LinkType.IPV4, withOptions)).isEqualTo(DECODED);
    assertThat(headers.destinationPort()).isEqualTo(23);
    assertThat(headers.ipHeaderLength()).isEqualTo(24);
  }

  @Test
  void ethernetPaddingIsNotPartOfThePacket() {
    byte[] small = udp("198.51.100.7", 5, "192.0.2.1", 53);
    assertThat(decode(LinkType.ETHERNET, ethernet(concat(small, new byte[18])))).isEqualTo(DECODED);
    assertThat(headers.transportCaptured()).isEqualTo(8);
  }

  @Test
  void totalLengthZeroIsOffloadOnEthernetAndAnErrorElsewhere() {
    byte[] offloaded = withIpv4Field(concat(IPV4, new byte[3000]), 2, 0);
    assertThat(decode(LinkType.ETHERNET, ethernet(0x0800, offloaded))).isEqualTo(DECODED);
    assertThat(headers.lengthFromFrame()).isTrue();
    assertThat(headers.totalLength()).isEqualTo(3040);
    assertThat(decode(LinkType.IPV4, offloaded)).isEqualTo(TOTAL_LENGTH);
  }

  @Test
  void offloadUsesTheWireLengthAndBoundsALyingOne() {
    byte[] frame = ethernet(0x0800, withIpv4Field(IPV4, 2, 0));
    assertThat(decode(LinkType.ETHERNET, frame, 20_014)).isEqualTo(DECODED);
    assertThat(headers.totalLength()).isEqualTo(20_000);
    assertThat(decode(LinkType.ETHERNET, frame, Integer.MAX_VALUE)).isEqualTo(DECODED);
    assertThat(headers.totalLength()).isEqualTo(1 << 24);
    assertThat(decode(LinkType.ETHERNET, frame, -1)).isEqualTo(DECODED);
    assertThat(headers.totalLength()).isEqualTo(40);
  }

  @Test
  void laterFragmentsHaveNoPortsAndFirstOnesDo() {
    decode(LinkType.IPV4, withIpv4Field(IPV4, 6, 0x2001));
    assertThat(headers.laterFragment()).isTrue();
    assertThat(headers.firstFragment()).isFalse();
    assertThat(headers.destinationPort()).isEqualTo(-1);
    assertThat(headers.protocol()).isEqualTo(6);
    decode(LinkType.IPV4, withIpv4Field(IPV4, 6, 0x2000));
    assertThat(headers.laterFragment()).isFalse();
    assertThat(headers.firstFragment()).isTrue();
    assertThat(headers.destinationPort()).isEqualTo(23);
  }

  @Test
  void aLaterFragmentNeedsNoTransportBytes() {
    byte[] fragment = Arrays.copyOf(withIpv4Field(IPV4, 6, 0x0001), 20);
    assertThat(decode(LinkType.IPV4, fragment)).isEqualTo(DECODED);
  }

  @Test
  void walksExtensionHeaders() {
    byte[] segment = Arrays.copyOfRange(IPV6, 40, 60);
    byte[] chain =
        concat(
            bytes(43, 0, 0, 0, 0, 0, 0, 0), // hop-by-hop
            bytes(60, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), // routing
            bytes(44, 0, 0, 0, 0, 0, 0, 0), // destination options
            bytes(51, 0, 0, 1, 0, 0, 0, 9), // first fragment
            bytes(6, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), // authentication
            segment);
    assertThat(decode(LinkType.IPV6, ipv6(0, chain))).isEqualTo(DECODED);
    assertThat(headers.protocol()).isEqualTo(6);
    assertThat(headers.destinationPort()).isEqualTo(23);
    assertThat(headers.firstFragment()).isTrue();
    assertThat(headers.routed()).isTrue();
  }

  @Test
  void anIpv6LaterFragmentHasNoPorts() {
    byte[] fragment = concat(bytes(6, 0, 0, 8, 0, 0, 0, 9), new byte[20]);
    assertThat(decode(LinkType.IPV6, ipv6(44, fragment))).isEqualTo(DECODED);
    assertThat(headers.laterFragment()).isTrue();
    assertThat(headers.protocol()).isEqualTo(6);
    assertThat(headers.destinationPort()).isEqualTo(-1);
  }

  @Test
  void doesNotLookIntoEsp() {
    assertThat(decode(LinkType.IPV6, ipv6(50, new byte[20]))).isEqualTo(DECODED);
    assertThat(headers.protocol()).isEqualTo(50);
  }

  @Test
  void aChainWithoutEndIsLeftAfterEightHeaders() {
    byte[] chain = new byte[8 * 100];
    Arrays.fill(chain, (byte) 0);
    for (int i = 0; i < chain.length; i += 8) {
      chain[i] = 60;
    }
    assertThat(decode(LinkType.IPV6, ipv6(60, chain))).isEqualTo(DECODED);
    assertThat(headers.protocol()).isEqualTo(60);
    assertThat(headers.transportOffset()).isEqualTo(32 + 40 + 8 * 8);
  }

  @Test
  void aChainThatIsCutOffIsTruncated() {
    byte[] cut = ipv6(0, bytes(6, 200, 0, 0, 0, 0, 0, 0));
    assertThat(decode(LinkType.IPV6, cut)).isEqualTo(TRUNCATED);
    assertThat(decode(LinkType.IPV6, ipv6(0, bytes(6, 0, 0)))).isEqualTo(TRUNCATED);
  }

  @Test
  void readsWhatAnIcmpErrorQuotes() {
    byte[] quoted = udp("192.0.2.1", 4000, "203.0.113.9", 53);
    decode(LinkType.IPV4, icmp("198.51.100.7", "192.0.2.1", 3, 3, quoted));
    assertThat(headers.quotedVersion()).isEqualTo(4);
    assertThat(new IpAddress(4, headers.quotedHigh(), headers.quotedLow()))
        .hasToString("203.0.113.9");
    assertThat(headers.quotedProtocol()).isEqualTo(17);
    assertThat(headers.quotedPort()).isEqualTo(53);
  }

  @Test
  void readsWhatAnIcmp6ErrorQuotes() {
    byte[] quoted = tcp("2001:db8:1::1", 4000, "2001:db8:9::9", 443, Frames.SYN);
    decode(LinkType.IPV6, icmp("2001:db8::7", "2001:db8:1::1", 1, 4, quoted));
    assertThat(new IpAddress(6, headers.quotedHigh(), headers.quotedLow()))
        .hasToString("2001:db8:9::9");
    assertThat(headers.quotedProtocol()).isEqualTo(6);
    assertThat(headers.quotedPort()).isEqualTo(443);
  }

  @Test
  void anIcmpErrorWithoutItsQuoteQuotesNothing() {
    byte[] quoted = udp("192.0.2.1", 4000, "203.0.113.9", 53);
    decode(LinkType.IPV4, icmp("198.51.100.7", "192.0.2.1", 3, 3, Arrays.copyOf(quoted, 19)));
    assertThat(headers.quotedVersion()).isZero();
    decode(LinkType.IPV4, icmp("198.51.100.7", "192.0.2.1", 3, 3, Arrays.copyOf(quoted, 20)));
    assertThat(headers.quotedVersion()).isEqualTo(4);
    assertThat(headers.quotedPort()).isEqualTo(-1);
    decode(LinkType.IPV4, icmp("198.51.100.7", "192.0.2.1", 8, 0, quoted));
    assertThat(headers.quotedVersion()).isZero();
  }

  private static byte[] ipv6(int nextHeader, byte[] payload) {
    return Frames.ip("2001:db8::7", "2001:db8:1::1", nextHeader, payload);
  }

  private IpAddress source() {
    return new IpAddress(headers.ipVersion(), headers.sourceHigh(), headers.sourceLow());
  }

  private int decode(LinkType link, byte[] frame) {
    return decode(link, frame, frame.length);
  }

  /** In the middle of a larger buffer, so that an offset that is forgotten shows. */
  private int decode(LinkType link, byte[] frame, int wireLength) {
    UnsafeBuffer buffer = new UnsafeBuffer(new byte[frame.length + 64]);
    buffer.putBytes(32, frame);
    return new HeaderDecoder(link).decode(headers, buffer, 32, frame.length, wireLength);
  }
}
