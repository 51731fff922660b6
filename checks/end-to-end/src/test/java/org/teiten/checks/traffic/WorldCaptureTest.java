// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.TcpPacket;

class WorldCaptureTest {
  private static final String[] COUNTRIES = {
    "US", "CN", "NL", "RU", "BR", "JP", "VN", "IN", "DE", "KR"
  };
  private static final Frames FRAMES = new Frames("02:00:00:00:01:01", "02:00:00:00:01:02");

  @TempDir Path folder;

  private Path origins() throws IOException {
    Path file = folder.resolve("origins.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
        Writer lines = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
      for (int i = 0; i < COUNTRIES.length; i++) {
        lines.write("%d.0.0.0,%d.0.0.255,%s%n".formatted(i + 1, i + 1, COUNTRIES[i]));
      }
    }
    return file;
  }

  private Path write(String name, long seed) throws IOException {
    Path pcap = folder.resolve(name);
    WorldCapture capture = new WorldCapture(origins(), FRAMES, new String[] {"203.0.113.8"}, seed);
    capture.write(pcap, 200, Instant.EPOCH);
    assertThat(capture.packetsByCountry().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(200);
    return pcap;
  }

  @Test
  void sameSeedGivesTheSamePackets() throws IOException {
    assertThat(write("a.pcap", 1)).hasSameBinaryContentAs(write("b.pcap", 1));
    assertThat(Files.readAllBytes(write("c.pcap", 2)))
        .isNotEqualTo(Files.readAllBytes(write("d.pcap", 1)));
  }

  @Test
  void framesAreWhatTheyWereAskedToBe() throws Exception {
    byte[] frame = FRAMES.tcp("198.51.100.1", 40_000, "203.0.113.8", 445, "SA");
    EthernetPacket packet = EthernetPacket.newPacket(frame, 0, frame.length);
    IpV4Packet ip = packet.get(IpV4Packet.class);
    TcpPacket tcp = packet.get(TcpPacket.class);
    assertThat(ip.getHeader().hasValidChecksum(false)).isTrue();
    assertThat(
            tcp.hasValidChecksum(ip.getHeader().getSrcAddr(), ip.getHeader().getDstAddr(), false))
        .isTrue();
    assertThat(tcp.getHeader().getDstPort().valueAsInt()).isEqualTo(445);
    assertThat(tcp.getHeader().getSyn() && tcp.getHeader().getAck()).isTrue();
    assertThat(tcp.getHeader().getRst()).isFalse();
  }

  @Test
  void namesTheAddressThatIsNone() {
    assertThatThrownBy(() -> FRAMES.tcp("198.51.100.256", 1, "203.0.113.8", 2, "S"))
        .hasMessageContaining("198.51.100.256");
  }
}
