// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.teiten.capture.Frames.ACK;
import static org.teiten.capture.Frames.FIN;
import static org.teiten.capture.Frames.PSH;
import static org.teiten.capture.Frames.RST;
import static org.teiten.capture.Frames.SYN;
import static org.teiten.capture.Frames.icmp;
import static org.teiten.capture.Frames.tcp;
import static org.teiten.capture.Frames.udp;
import static org.teiten.capture.Frames.withByte;
import static org.teiten.capture.Frames.withIpv4Field;

import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.teiten.capture.decode.HeaderDecoder;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.IpPrefix;

class SolicitedFilterTest {
  private static final String PEER = "198.51.100.7";
  private static final String ROUTER = "198.51.100.1";
  private static final String OWN = "192.0.2.1";
  private static final long START = 1_000_000;
  private static final long SECOND = 1_000_000;

  private final PacketHeaders headers = new PacketHeaders();
  private final ClassifiedPacket packet = new ClassifiedPacket();
  private PacketClassifier classifier = monitoring();

  private static PacketClassifier monitoring(String... managementPorts) {
    return new PacketClassifier(
        new MonitoredAddresses(List.of(IpPrefix.parse("192.0.2.0/24"))),
        List.of(managementPorts).stream().map(ManagementPort::parse).toList());
  }

  private int classify(byte[] ip) {
    return classify(START, ip);
  }

  private int classify(long micros, byte[] ip) {
    int code =
        new HeaderDecoder(LinkType.RAW_IP)
            .decode(headers, new UnsafeBuffer(ip), 0, ip.length, ip.length);
    assertThat(code).isEqualTo(HeaderDecoder.DECODED);
    return classifier.classify(micros, headers, packet);
  }

  private void sends(byte[] ip) {
    sends(START, ip);
  }

  private void sends(long micros, byte[] ip) {
    assertThat(classify(micros, ip)).isEqualTo(PacketClassifier.NOT_MONITORED);
  }

  private void assertSolicited(byte[] ip) {
    assertThat(classify(ip)).isEqualTo(PacketClassifier.SOLICITED);
  }

  private void assertObserved(byte[] ip) {
    assertThat(classify(ip)).isEqualTo(PacketClassifier.OBSERVED);
  }

  private static byte[] dns(int flags) {
    return withByte(new byte[12], 2, flags);
  }

  @Test
  void answersToWhatThisHostSentAreSolicited() {
    sends(tcp(OWN, 40000, PEER, 443, SYN));
    assertSolicited(tcp(PEER, 443, OWN, 40000, SYN | ACK));
    assertSolicited(tcp(PEER, 443, OWN, 40000, PSH | ACK));
    assertSolicited(tcp(PEER, 443, OWN, 40000, FIN | ACK));
    assertSolicited(tcp(PEER, 443, OWN, 40000, RST));
    assertObserved(tcp(PEER, 443, OWN, 40001, SYN | ACK));
    sends(udp(OWN, 40000, PEER, 53, dns(1)));
    assertSolicited(udp(PEER, 53, OWN, 40000, dns(0x80)));
    assertObserved(udp(ROUTER, 53, OWN, 40000, dns(0x80)));
    sends(icmp(OWN, PEER, 8, 0));
    assertSolicited(icmp(PEER, OWN, 0, 0));
    assertObserved(icmp(PEER, OWN, 8, 0));
  }

  @Test
  void errorsThatQuoteWhatThisHostSentAreSolicitedAndOthersAreBackscatter() {
    byte[] query = udp(OWN, 40000, PEER, 53, dns(1));
    byte[] traced = icmp(OWN, PEER, 8, 0);
    sends(query);
    sends(traced);
    assertSolicited(icmp(PEER, OWN, 3, 3, query));
    assertSolicited(icmp(ROUTER, OWN, 11, 0, traced));
    assertObserved(icmp(PEER, OWN, 3, 3, udp(OWN, 40001, PEER, 53, dns(1))));
    assertObserved(icmp(PEER, OWN, 3, 3, tcp(OWN, 40000, PEER, 53, SYN)));
  }

  @Test
  void laterFragmentsOfAUdpAnswerAreSolicitedAndThoseOfAStrangerAreNot() {
    sends(udp(OWN, 40000, PEER, 53, dns(1)));
    assertSolicited(withIpv4Field(udp(PEER, 53, OWN, 40000), 6, 185));
    assertObserved(withIpv4Field(udp(ROUTER, 53, OWN, 40000), 6, 185));
    assertObserved(withIpv4Field(tcp(PEER, 53, OWN, 40000, ACK), 6, 185));
  }

  @Test
  void aHostThatAnswersAScannerHasNotAskedForMore() {
    sends(tcp(OWN, 23, PEER, 50000, RST | ACK));
    sends(tcp(OWN, 23, PEER, 50000, SYN | ACK));
    sends(tcp(OWN, 23, PEER, 50000, PSH | ACK));
    sends(udp(OWN, 53, PEER, 50000, dns(0x80)));
    sends(icmp(OWN, PEER, 3, 3, udp(PEER, 50000, OWN, 53, dns(1))));
    assertObserved(tcp(PEER, 50000, OWN, 23, SYN));
    assertObserved(tcp(PEER, 50000, OWN, 23, ACK));
    assertObserved(udp(PEER, 50000, OWN, 53, dns(1)));
  }

  @Test
  void aConnectionOlderThanTheCaptureIsNotKnown() {
    sends(tcp(OWN, 40000, PEER, 443, PSH | ACK));
    assertObserved(tcp(PEER, 443, OWN, 40000, ACK));
  }

  @Test
  void udpIsForgottenAfterTwoSilentMinutes() {
    byte[] query = udp(OWN, 40000, PEER, 53, dns(1));
    byte[] answer = udp(PEER, 53, OWN, 40000, dns(0x80));
    sends(START, query);
    assertThat(classify(START + 120 * SECOND, answer)).isEqualTo(PacketClassifier.SOLICITED);
    assertThat(classify(START + 240 * SECOND, answer)).isEqualTo(PacketClassifier.SOLICITED);
    assertThat(classify(START + 360 * SECOND + 1, answer)).isEqualTo(PacketClassifier.OBSERVED);
  }

  @Test
  void aConnectionThatIsSilentBetweenTwoHourlyBatchesIsStillKnown() {
    sends(START, tcp(OWN, 40000, PEER, 443, SYN));
    sends(START + 7_200 * SECOND, tcp(OWN, 40000, PEER, 443, PSH | ACK));
    byte[] answer = tcp(PEER, 443, OWN, 40000, ACK);
    assertThat(classify(START + 14_400 * SECOND, answer)).isEqualTo(PacketClassifier.SOLICITED);
    assertThat(classify(START + 14_400 * SECOND + SolicitedFilter.TCP_MEMORY_MICROS + 1, answer))
        .isEqualTo(PacketClassifier.OBSERVED);
  }

  @Test
  void aClockSetBackForgetsNothing() {
    long start = 100 * SECOND;
    sends(start, udp(OWN, 40000, PEER, 123, dns(1)));
    assertThat(classify(start - 5 * SECOND, udp(PEER, 123, OWN, 40000, dns(1))))
        .isEqualTo(PacketClassifier.SOLICITED);
  }

  @Test
  void aThousandConversationsAtOnceAreAllKnown() {
    for (int port = 40_000; port < 41_000; port++) {
      sends(tcp(OWN, port, PEER, 443, SYN));
    }
    assertThat(IntStream.range(40_000, 41_000))
        .allMatch(
            port -> classify(tcp(PEER, 443, OWN, port, SYN | ACK)) == PacketClassifier.SOLICITED);
  }

  @Test
  void whatArrivesAtAManagementPortIsSolicitedWhoeverSendsIt() {
    classifier = monitoring("22/tcp", "51820/udp");
    assertSolicited(tcp(PEER, 50000, OWN, 22, SYN));
    assertSolicited(tcp(PEER, 50000, OWN, 22, ACK));
    assertSolicited(udp(PEER, 50000, OWN, 51820));
    assertObserved(udp(PEER, 50000, OWN, 22));
    assertObserved(tcp(PEER, 50000, OWN, 51820, SYN));
    assertObserved(tcp(PEER, 22, OWN, 50000, SYN | ACK));
    assertObserved(tcp(PEER, 50000, OWN, 23, SYN));
    assertObserved(icmp(PEER, OWN, 8, 0));
  }

  @Test
  void broadcastAndMulticastAreNotMonitoredUnlessWithinAPrefix() {
    for (String destination : List.of("255.255.255.255", "224.0.0.251", "198.51.100.255")) {
      assertThat(classify(udp(PEER, 5353, destination, 5353)))
          .as(destination)
          .isEqualTo(PacketClassifier.NOT_MONITORED);
    }
    assertThat(classify(udp("2001:db8::7", 5353, "ff02::fb", 5353)))
        .isEqualTo(PacketClassifier.NOT_MONITORED);
    assertObserved(udp(PEER, 5353, "192.0.2.255", 5353));
  }

  @Test
  void refusesWhatIsNoManagementPort() {
    for (String text : List.of("22", "22/sctp", "0/tcp", "65536/udp", "-1/tcp", "ssh/tcp", "")) {
      assertThatThrownBy(() -> ManagementPort.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("22/tcp");
    }
    assertThat(ManagementPort.parse("22/tcp")).hasToString("22/tcp");
    assertThat(ManagementPort.parse("51820/udp")).hasToString("51820/udp");
  }
}
