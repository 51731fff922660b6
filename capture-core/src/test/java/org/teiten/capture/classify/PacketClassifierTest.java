// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.teiten.capture.Frames.ACK;
import static org.teiten.capture.Frames.FIN;
import static org.teiten.capture.Frames.PSH;
import static org.teiten.capture.Frames.RST;
import static org.teiten.capture.Frames.SYN;
import static org.teiten.capture.Frames.URG;
import static org.teiten.capture.Frames.bytes;
import static org.teiten.capture.Frames.concat;
import static org.teiten.capture.Frames.icmp;
import static org.teiten.capture.Frames.ip;
import static org.teiten.capture.Frames.tcp;
import static org.teiten.capture.Frames.udp;
import static org.teiten.capture.Frames.withByte;
import static org.teiten.capture.Frames.withIpv4Field;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.teiten.capture.decode.HeaderDecoder;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.IpPrefix;
import org.teiten.flowtuple.QualityMark;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.TrafficType;

class PacketClassifierTest {
  private static final String PEER = "8.8.8.8";
  private static final String OWN = "192.0.2.1";
  private static final String PEER6 = "2400::7";
  private static final String OWN6 = "2001:db8:1::1";

  private final PacketHeaders headers = new PacketHeaders();
  private final ClassifiedPacket packet = new ClassifiedPacket();
  private PacketClassifier classifier = new PacketClassifier(new MonitoredAddresses(List.of()));

  static final List<Arguments> TCP_FLAGS =
      List.of(
          Arguments.of(SYN, TrafficType.TCP_SYN),
          Arguments.of(SYN | ACK, TrafficType.TCP_SYN_ACK),
          Arguments.of(RST, TrafficType.TCP_RST),
          Arguments.of(RST | ACK, TrafficType.TCP_RST_ACK),
          Arguments.of(ACK, TrafficType.TCP_ACK),
          Arguments.of(FIN, TrafficType.TCP_FIN),
          Arguments.of(FIN | ACK, TrafficType.TCP_FIN_ACK),
          Arguments.of(0, TrafficType.TCP_NULL),
          Arguments.of(SYN | FIN, TrafficType.TCP_SYN_FIN),
          Arguments.of(SYN | FIN | ACK, TrafficType.TCP_SYN_FIN_ACK),
          Arguments.of(SYN | RST, TrafficType.TCP_SYN_RST),
          Arguments.of(SYN | RST | ACK, TrafficType.TCP_SYN_RST_ACK),
          Arguments.of(FIN | RST, TrafficType.TCP_FIN_RST),
          Arguments.of(FIN | RST | ACK, TrafficType.TCP_FIN_RST_ACK),
          Arguments.of(SYN | FIN | RST, TrafficType.TCP_SYN_FIN_RST),
          Arguments.of(SYN | FIN | RST | ACK, TrafficType.TCP_SYN_FIN_RST_ACK));

  static final List<Arguments> UDP_RESPONSES =
      List.of(
          Arguments.of("DNS", 53, dns(0x80), true),
          Arguments.of("DNS query", 53, dns(0x01), false),
          Arguments.of("DNS of 11 bytes", 53, Arrays.copyOf(dns(0x80), 11), false),
          Arguments.of("mDNS", 5353, dns(0x84), true),
          Arguments.of("DNS answer from another port", 54, dns(0x80), false),
          Arguments.of("NTP server", 123, bytes(0x24), true),
          Arguments.of("NTP client", 123, bytes(0x23), false),
          Arguments.of("NTP control response", 123, bytes(0x16, 0x82), true),
          Arguments.of("NTP control request", 123, bytes(0x16, 0x02), false),
          Arguments.of("NTP private response", 123, bytes(0x97, 0), true),
          Arguments.of("NTP private request", 123, bytes(0x17, 0), false),
          Arguments.of("nothing from the NTP port", 123, new byte[0], false),
          Arguments.of("NetBIOS name response", 137, dns(0x85), true),
          Arguments.of("NetBIOS name query", 137, dns(0x01), false),
          Arguments.of("SNMPv2c GetResponse", 161, snmp(1, 0xa2), true),
          Arguments.of("SNMPv1 GetRequest", 161, snmp(0, 0xa0), false),
          Arguments.of("SNMPv3 GetResponse", 161, snmp3(0xa2), true),
          Arguments.of("SNMPv3 Report", 161, snmp3(0xa8), false),
          Arguments.of("SNMP of lying length", 161, bytes(0x30, 0x84, 0xff, 0xff, 0xff), false),
          Arguments.of("CLDAP entry", 389, bytes(0x30, 9, 2, 1, 7, 0x64, 0), true),
          Arguments.of("CLDAP done", 389, bytes(0x30, 0x84, 0, 0, 0, 9, 2, 1, 7, 0x65), true),
          Arguments.of("CLDAP request", 389, bytes(0x30, 9, 2, 1, 7, 0x63, 0), false),
          Arguments.of("SSDP", 1900, "HTTP/1.1 200 OK".getBytes(US_ASCII), true),
          Arguments.of("SSDP search", 1900, "M-SEARCH * HTTP/1.1".getBytes(US_ASCII), false),
          Arguments.of("memcached value", 11211, memcached("VALUE a 0 1"), true),
          Arguments.of("memcached stats", 11211, memcached("STAT pid 1"), true),
          Arguments.of("memcached end", 11211, memcached("END\r\n"), true),
          Arguments.of("memcached error", 11211, memcached("ERROR\r\n"), true),
          Arguments.of("memcached request", 11211, memcached("stats\r\n"), false),
          Arguments.of("quote of the day", 17, new byte[0], true),
          Arguments.of("character generator", 19, bytes(33), true));

  static final List<Arguments> ICMP_TYPES =
      List.of(
          Arguments.of(8, TrafficType.ICMP_ECHO_REQUEST, TrafficClass.SCAN),
          Arguments.of(13, TrafficType.ICMP_TIMESTAMP_REQUEST, TrafficClass.SCAN),
          Arguments.of(15, TrafficType.ICMP_INFORMATION_REQUEST, TrafficClass.SCAN),
          Arguments.of(17, TrafficType.ICMP_ADDRESS_MASK_REQUEST, TrafficClass.SCAN),
          Arguments.of(10, TrafficType.ICMP_ROUTER_SOLICITATION, TrafficClass.SCAN),
          Arguments.of(0, TrafficType.ICMP_ECHO_REPLY, TrafficClass.BACKSCATTER),
          Arguments.of(3, TrafficType.ICMP_DESTINATION_UNREACHABLE, TrafficClass.BACKSCATTER),
          Arguments.of(4, TrafficType.ICMP_SOURCE_QUENCH, TrafficClass.BACKSCATTER),
          Arguments.of(5, TrafficType.ICMP_REDIRECT, TrafficClass.BACKSCATTER),
          Arguments.of(11, TrafficType.ICMP_TIME_EXCEEDED, TrafficClass.BACKSCATTER),
          Arguments.of(12, TrafficType.ICMP_PARAMETER_PROBLEM, TrafficClass.BACKSCATTER),
          Arguments.of(14, TrafficType.ICMP_TIMESTAMP_REPLY, TrafficClass.BACKSCATTER),
          Arguments.of(16, TrafficType.ICMP_INFORMATION_REPLY, TrafficClass.BACKSCATTER),
          Arguments.of(18, TrafficType.ICMP_ADDRESS_MASK_REPLY, TrafficClass.BACKSCATTER),
          Arguments.of(9, TrafficType.ICMP_OTHER, TrafficClass.OTHER));

  static final List<Arguments> ICMP6_TYPES =
      List.of(
          Arguments.of(128, TrafficType.ICMP6_ECHO_REQUEST, TrafficClass.SCAN),
          Arguments.of(129, TrafficType.ICMP6_ECHO_REPLY, TrafficClass.BACKSCATTER),
          Arguments.of(1, TrafficType.ICMP6_DESTINATION_UNREACHABLE, TrafficClass.BACKSCATTER),
          Arguments.of(2, TrafficType.ICMP6_PACKET_TOO_BIG, TrafficClass.BACKSCATTER),
          Arguments.of(3, TrafficType.ICMP6_TIME_EXCEEDED, TrafficClass.BACKSCATTER),
          Arguments.of(4, TrafficType.ICMP6_PARAMETER_PROBLEM, TrafficClass.BACKSCATTER),
          Arguments.of(135, TrafficType.ICMP6_OTHER, TrafficClass.OTHER),
          Arguments.of(143, TrafficType.ICMP6_OTHER, TrafficClass.OTHER));

  private static byte[] dns(int flags) {
    return withByte(new byte[12], 2, flags);
  }

  private static byte[] snmp(int version, int pdu) {
    return bytes(0x30, 20, 2, 1, version, 4, 3, 'p', 'u', 'b', pdu, 0);
  }

  private static byte[] snmp3(int pdu) {
    return bytes(0x30, 30, 2, 1, 3, 0x30, 2, 5, 5, 4, 1, 0, 0x30, 8, 4, 1, 9, 4, 0, pdu, 0);
  }

  private static byte[] memcached(String text) {
    return concat(bytes(0, 1, 0, 0, 0, 1, 0, 0), text.getBytes(US_ASCII));
  }

  @ParameterizedTest
  @FieldSource("TCP_FLAGS")
  void tcpTypesFollowFinSynRstAndAckAlone(int flags, TrafficType type) {
    for (int ignored : new int[] {0, PSH, URG, 64, 128, PSH | 64 | 128}) {
      observe(tcp(PEER, 1, OWN, 2, flags | ignored));
      assertThat(packet.trafficType()).isEqualTo(type);
      assertThat(packet.tcpFlags()).isEqualTo(flags | ignored);
    }
  }

  @Test
  void finPshUrgAloneIsXmas() {
    observe(tcp(PEER, 1, OWN, 2, FIN | PSH | URG));
    assertThat(packet.trafficType()).isEqualTo(TrafficType.TCP_XMAS);
    observe(tcp(PEER, 1, OWN, 2, FIN | PSH | URG | ACK));
    assertThat(packet.trafficType()).isEqualTo(TrafficType.TCP_FIN_ACK);
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("UDP_RESPONSES")
  void aUdpResponseNeedsSourcePortAndContent(
      String name, int port, byte[] content, boolean response) {
    observe(udp(PEER, port, OWN, 4444, content));
    assertThat(packet.trafficType())
        .isEqualTo(response ? TrafficType.UDP_RESPONSE : TrafficType.UDP);
    assertThat(packet.number()).isEqualTo(response ? port : 4444);
    assertThat(packet.otherPort()).isEqualTo(response ? 4444 : port);
  }

  @ParameterizedTest
  @FieldSource("ICMP_TYPES")
  void icmpTypesHaveTheirClass(int icmpType, TrafficType type, TrafficClass trafficClass) {
    observe(icmp(PEER, OWN, icmpType, 5));
    assertThat(packet.trafficType()).isEqualTo(type);
    assertThat(packet.trafficType().trafficClass()).isEqualTo(trafficClass);
    assertThat(packet.number()).isEqualTo(icmpType * 256 + 5);
    assertThat(packet.otherPort()).isEqualTo(-1);
  }

  @ParameterizedTest
  @FieldSource("ICMP6_TYPES")
  void icmp6TypesHaveTheirClass(int icmpType, TrafficType type, TrafficClass trafficClass) {
    observe(icmp(PEER6, OWN6, icmpType, 0));
    assertThat(packet.trafficType()).isEqualTo(type);
    assertThat(packet.trafficType().trafficClass()).isEqualTo(trafficClass);
    assertThat(packet.number()).isEqualTo(icmpType * 256);
  }

  @Test
  void icmpInTheOtherIpVersionIsAnotherProtocol() {
    observe(ip(PEER6, OWN6, 1, new byte[8]));
    assertThat(packet.trafficType()).isEqualTo(TrafficType.OTHER_PROTOCOL);
    assertThat(packet.number()).isEqualTo(-1);
    observe(ip(PEER, OWN, 58, new byte[8]));
    assertThat(packet.trafficType()).isEqualTo(TrafficType.OTHER_PROTOCOL);
  }

  @Test
  void everyOtherProtocolIsCountedByNumber() {
    IntStream.range(0, 256)
        .filter(protocol -> protocol != 1 && protocol != 6 && protocol != 17)
        .forEach(
            protocol -> {
              observe(ip(PEER, OWN, protocol, new byte[0]));
              assertThat(packet.trafficType()).isEqualTo(TrafficType.OTHER_PROTOCOL);
              assertThat(packet.protocol()).isEqualTo(protocol);
              assertThat(packet.number()).isEqualTo(-1);
            });
  }

  @Test
  void aLaterFragmentIsOtherAndKeepsItsProtocol() {
    observe(withIpv4Field(udp(PEER, 53, OWN, 4444, dns(0x80)), 6, 0x00b9));
    assertThat(packet.trafficType()).isEqualTo(TrafficType.FRAGMENT);
    assertThat(packet.protocol()).isEqualTo(17);
    assertThat(packet.number()).isEqualTo(-1);
  }

  @Test
  void thePortOfTcpBackscatterIsTheVictimsService() {
    for (int flags : new int[] {SYN | ACK, RST, RST | ACK}) {
      observe(tcp(PEER, 443, OWN, 51515, flags));
      assertThat(packet.number()).isEqualTo(443);
      assertThat(packet.otherPort()).isEqualTo(51515);
    }
    observe(tcp(PEER, 51515, OWN, 443, ACK));
    assertThat(packet.number()).isEqualTo(443);
    assertThat(packet.otherPort()).isEqualTo(51515);
  }

  @Test
  void bytesAreIpTotalLengths() {
    observe(udp(PEER, 1, OWN, 2, new byte[100]));
    assertThat(packet.bytes()).isEqualTo(128);
    observe(udp(PEER6, 1, OWN6, 2, new byte[100]));
    assertThat(packet.bytes()).isEqualTo(148);
  }

  @Test
  void onlyPacketsToMonitoredAddressesAreObserved() {
    monitor("192.0.2.0/24", "2001:db8:1::/48");
    observe(tcp(PEER, 1, OWN, 2, SYN));
    observe(tcp(PEER6, 1, OWN6, 2, SYN));
    assertThat(classify(tcp(PEER, 1, "192.0.3.0", 2, SYN)))
        .isEqualTo(PacketClassifier.NOT_MONITORED);
    assertThat(classify(tcp(PEER6, 1, "2001:db8:2::1", 2, SYN)))
        .isEqualTo(PacketClassifier.NOT_MONITORED);
    assertThat(classify(tcp(OWN, 1, PEER, 2, RST))).isEqualTo(PacketClassifier.NOT_MONITORED);
  }

  @Test
  void anOwnSourceIsWrittenAsUnspecified() {
    monitor("192.0.2.0/24", "2001:db8:1::/48");
    observe(tcp(OWN, 80, OWN, 80, SYN));
    assertThat(packet.sourceLow()).isZero();
    assertThat(marks())
        .contains(QualityMark.OWN_ADDRESS, QualityMark.SAME_SOURCE_AND_DESTINATION)
        .doesNotContain(QualityMark.SPECIAL_SOURCE);
    observe(tcp("192.0.2.255", 80, OWN, 80, SYN));
    assertThat(packet.sourceLow()).isZero();
    assertThat(marks()).containsExactly(QualityMark.OWN_ADDRESS);
    observe(tcp("2001:db8:1::9", 80, OWN6, 80, SYN));
    assertThat(packet.sourceHigh() | packet.sourceLow()).isZero();
    assertThat(marks()).containsExactly(QualityMark.OWN_ADDRESS);
  }

  @Test
  void anOwnQuotedDestinationIsWrittenAsUnspecified() {
    monitor("192.0.2.0/24");
    observe(icmp(PEER, OWN, 3, 1, udp("192.0.2.9", 7, "192.0.2.7", 53)));
    assertThat(packet.quotedVersion()).isEqualTo(4);
    assertThat(packet.quotedLow()).isZero();
    assertThat(packet.quotedPort()).isEqualTo(53);
    assertThat(marks()).containsExactly(QualityMark.OWN_ADDRESS);
    observe(icmp(PEER, OWN, 3, 1, udp(OWN, 7, "203.0.113.5", 53)));
    assertThat(packet.quotedLow()).isEqualTo(0xcb007105L);
    assertThat(marks()).isEmpty();
  }

  @Test
  void whereEveryAddressIsMonitoredNoneIsSecret() {
    observe(tcp(OWN, 80, OWN, 80, SYN));
    assertThat(packet.sourceLow()).isEqualTo(0xc0000201L);
    assertThat(marks())
        .containsExactlyInAnyOrder(
            QualityMark.SAME_SOURCE_AND_DESTINATION, QualityMark.SPECIAL_SOURCE);
  }

  @Test
  void marksWhatIsOdd() {
    assertMarks(tcp(PEER, 1, OWN, 2, SYN));
    assertMarks(tcp(PEER, 0, OWN, 2, SYN), QualityMark.PORT_ZERO);
    assertMarks(udp(PEER, 1, OWN, 0), QualityMark.PORT_ZERO);
    assertMarks(tcp("8.8.8.0", 1, OWN, 2, SYN), QualityMark.LOW_OCTET);
    assertMarks(tcp("8.8.8.255", 1, OWN, 2, SYN), QualityMark.LOW_OCTET);
    assertMarks(tcp(PEER, 1, OWN, 2, 0), QualityMark.ABNORMAL_FLAGS);
    assertMarks(tcp(PEER, 1, OWN, 2, FIN), QualityMark.ABNORMAL_FLAGS);
    assertMarks(tcp(PEER, 1, OWN, 2, FIN | PSH | URG), QualityMark.ABNORMAL_FLAGS);
    assertMarks(tcp(PEER, 1, OWN, 2, RST | ACK));
    assertMarks(withIpv4Field(tcp(PEER, 1, OWN, 2, SYN), 6, 0x2000), QualityMark.FRAGMENT);
    assertMarks(withIpv4Field(tcp(PEER, 1, OWN, 2, SYN), 8, 0xc806), QualityMark.HIGH_TTL);
    assertMarks(withIpv4Field(tcp(PEER, 1, OWN, 2, SYN), 8, 0xc706));
    assertMarks(tcp("100.64.0.1", 1, OWN, 2, SYN), QualityMark.SPECIAL_SOURCE);
    assertMarks(tcp("2002::1", 1, OWN6, 2, SYN), QualityMark.SPECIAL_SOURCE);
  }

  @Test
  void marksEveryWrongChecksum() {
    assertMarks(withByte(tcp(PEER, 1, OWN, 2, SYN), 4, 9), QualityMark.BAD_CHECKSUM);
    for (byte[] whole :
        List.of(
            tcp(PEER, 1, OWN, 2, SYN),
            udp(PEER, 1, OWN, 2, bytes(1, 2, 3)),
            icmp(PEER, OWN, 8, 0, bytes(1, 2, 3)),
            tcp(PEER6, 1, OWN6, 2, SYN),
            udp(PEER6, 1, OWN6, 2, bytes(1, 2, 3, 4, 5)),
            icmp(PEER6, OWN6, 128, 0, bytes(1)))) {
      assertMarks(whole);
      byte[] bent = withByte(whole, whole.length - 1, whole[whole.length - 1] ^ 0x40);
      assertMarks(bent, QualityMark.BAD_CHECKSUM);
      assertMarks(Arrays.copyOf(bent, bent.length - 1));
    }
  }

  @Test
  void udpWithoutChecksumIsFineInIpv4Only() {
    byte[] ipv4 = udp(PEER, 1, OWN, 2);
    assertMarks(withByte(withByte(ipv4, 26, 0), 27, 0));
    byte[] ipv6 = udp(PEER6, 1, OWN6, 2);
    assertMarks(withByte(withByte(ipv6, 46, 0), 47, 0), QualityMark.BAD_CHECKSUM);
  }

  private void assertMarks(byte[] ip, QualityMark... marks) {
    observe(ip);
    assertThat(marks()).containsExactlyInAnyOrder(marks);
  }

  private List<QualityMark> marks() {
    return Arrays.stream(QualityMark.values())
        .filter(mark -> (packet.qualityMarks() & mark.bit()) != 0)
        .toList();
  }

  private void monitor(String... prefixes) {
    classifier =
        new PacketClassifier(
            new MonitoredAddresses(Arrays.stream(prefixes).map(IpPrefix::parse).toList()));
  }

  private void observe(byte[] ip) {
    assertThat(classify(ip)).isEqualTo(PacketClassifier.OBSERVED);
  }

  private int classify(byte[] ip) {
    return classify(1_000_000, ip);
  }

  private int classify(long micros, byte[] ip) {
    int code =
        new HeaderDecoder(LinkType.RAW_IP)
            .decode(headers, new UnsafeBuffer(ip), 0, ip.length, ip.length);
    assertThat(code).isEqualTo(HeaderDecoder.DECODED);
    return classifier.classify(micros, headers, packet);
  }
}
