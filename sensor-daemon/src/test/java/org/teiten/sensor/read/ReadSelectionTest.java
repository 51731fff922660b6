// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.sensor.CommandLineFixture;
import org.teiten.sensor.CommandLineFixture.Ran;

/** What {@code read} leaves out, in which order it reads, and rows. */
class ReadSelectionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.000001Z");
  private static final int A = 0xc6336401; // 198.51.100.1
  private static final int B = 0xc6336402;
  private static final int MONITORED = 0xcb007105; // 203.0.113.5
  private static final int SYN = 2;
  private static final int SYN_ACK = 0x12;

  @TempDir Path folder;

  private Path mixed() throws IOException {
    return new PcapFixture()
        .tcp(NOON, A, MONITORED, 23, SYN)
        .tcp(NOON.plusSeconds(1), A, MONITORED + 1, 23, SYN)
        .tcp(NOON.plusSeconds(70), B, MONITORED, 23, SYN)
        .tcp(NOON.plusSeconds(71), B, MONITORED, 23, SYN_ACK)
        .icmp(NOON.plusSeconds(73), A, MONITORED, 8, 0)
        .arp(NOON.plusSeconds(74))
        .write(folder.resolve("mixed.pcap"));
  }

  private JsonNode read(Object... options) throws IOException {
    Ran ran =
        CommandLineFixture.run(
            Stream.of(
                    Stream.of("read", "--format", "json"),
                    Arrays.stream(options),
                    Stream.of(mixed()))
                .flatMap(words -> words)
                .toArray());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    JsonNode report = JSON.readTree(ran.out());
    assertThat(report.get("packets").asLong())
        .isEqualTo(
            report.get("not_ip").asLong()
                + report.get("classes").get("scan").asLong()
                + report.get("classes").get("backscatter").asLong()
                + report.get("classes").get("other").asLong());
    assertThat(report.get("packets").asLong() + report.get("filtered").asLong()).isEqualTo(6);
    return report;
  }

  @Test
  void countsWhatIsLeftOutApartAndTheRestAsIfItWereAll() throws IOException {
    assertThat(read("--port", "23/tcp").get("packets").asInt()).isEqualTo(3);
    assertThat(read("--port", "40000/tcp,8/icmp").get("packets").asInt()).isEqualTo(2);
    assertThat(read("--port", "6").get("packets").asInt()).isEqualTo(4);
    assertThat(read("--class", "backscatter").get("ports").get(0).get("port").asInt())
        .isEqualTo(40_000);
    assertThat(read("--source", "198.51.100.2/32").get("packets").asInt()).isEqualTo(2);
    assertThat(read("--source", "198.51.100.2", "--class", "scan").get("packets").asInt())
        .isEqualTo(1);
  }

  @Test
  void readsFromOneInstantToBeforeAnother() throws IOException {
    JsonNode report =
        read("--from", "2026-11-24T12:00:01.000001Z", "--to", "2026-11-24T21:01:14.000001+09:00");
    assertThat(report.get("filtered").asInt()).isEqualTo(2);
    assertThat(report.get("first").asText()).isEqualTo("2026-11-24T12:00:01.000001Z");
    assertThat(report.get("last").asText()).isEqualTo("2026-11-24T12:01:13.000001Z");
  }

  @Test
  void saysInTheTableWhatIsLeftOut() throws IOException {
    assertThat(CommandLineFixture.run("read", "--class", "scan", mixed()).out())
        .contains("left out")
        .contains("(not asked for, in no number below)");
    assertThat(CommandLineFixture.run("read", mixed()).out()).doesNotContain("left out");
  }

  @Test
  void refusesAChoiceThatCannotBeMeant() throws IOException {
    Object[][] wrong = {
      {"--port", "445"},
      {"--port", "70000/tcp"},
      {"--port", "3.1/tcp"},
      {"--class", "spoofed"},
      {"--source", "198.51.100.1/24"},
      {"--from", "yesterday"},
      {"--from", "2026-11-24T12:00:00Z", "--to", "2026-11-24T12:00:00Z"},
      {"--tunnel", "198.51.100.1"},
      {"--rows"},
      {"--port", "23/tcp", "--batches", folder, "--sensor", "a", "--monitored", "203.0.113.0/24"}
    };
    Path file = mixed();
    for (Object[] options : wrong) {
      Ran ran =
          CommandLineFixture.run(
              Stream.of(Stream.of("read"), Arrays.stream(options), Stream.of(file))
                  .flatMap(words -> words)
                  .toArray());
      assertThat(ran.code()).as(Arrays.toString(options)).isEqualTo(2);
      assertThat(ran.out()).isEmpty();
    }
  }

  @Test
  void printsRowsAsCsvAndAsOneJsonObjectALine() throws IOException {
    List<String> csv =
        CommandLineFixture.run("read", "--rows", "--format", "csv", mixed()).out().lines().toList();
    assertThat(csv).hasSize(5);
    assertThat(csv.get(0)).startsWith("interval,part,ip_version,source,folded,protocol,port,");
    assertThat(csv.get(1))
        .startsWith("2026-11-24T12:00:00Z,0,4,198.51.100.1,false,6,23,,,scan,tcp-syn,");
    List<String> lines =
        CommandLineFixture.run("read", "--rows", "--format", "json", mixed())
            .out()
            .lines()
            .toList();
    assertThat(lines).hasSize(4);
    JsonNode first = JSON.readTree(lines.get(0));
    assertThat(first.get("source").asText()).isEqualTo("198.51.100.1");
    assertThat(first.get("packets").asInt()).isEqualTo(2);
    assertThat(first.get("destinations").asInt()).isEqualTo(2);
    assertThat(first.get("icmp_type").isNull()).isTrue();
    assertThat(first.get("stack_signature").asText()).isNotEmpty();
    assertThat(first.get("first").asText()).isEqualTo("2026-11-24T12:00:00.000001Z");
    assertThat(first.get("quality_marks").isArray()).isTrue();
    assertThat(csv.get(0).split(",")).hasSize(first.size());
  }

  @Test
  void readsFilesInTheOrderOfTheirFirstPackets() throws IOException {
    Path late =
        new PcapFixture()
            .tcp(NOON.plusSeconds(600), A, MONITORED, 1, SYN)
            .write(folder.resolve("a"));
    Path early = new PcapFixture().tcp(NOON, A, MONITORED, 2, SYN).write(folder.resolve("b"));
    Path none = Files.writeString(folder.resolve("c"), "no capture");
    assertThat(CaptureFiles.inOrderOfTime(List.of(CaptureReading.STDIN, late, none, early)))
        .containsExactly(none, early, late, CaptureReading.STDIN);
    Ran ran = CommandLineFixture.run("read", "--rows", "--format", "csv", late, early);
    assertThat(ran.out().lines().skip(1)).hasSize(2).first().asString().contains(",6,2,");
  }

  @Test
  void unwrapsTheTunnelThatIsNamed() throws IOException {
    Path capture =
        new PcapFixture().ipip(NOON, B, MONITORED, A, MONITORED, 23).write(folder.resolve("ipip"));
    assertThat(row("--tunnel", "ipip=198.51.100.2", capture)).contains(",198.51.100.1,false,6,23,");
    assertThat(row("--tunnel", "ipip=198.51.100.9", capture)).contains(",198.51.100.2,false,4,,");
    Ran chosen =
        CommandLineFixture.run(
            "read",
            "--tunnel",
            "ipip=198.51.100.2",
            "--port",
            "23/tcp",
            "--format",
            "csv",
            capture);
    assertThat(chosen.out()).contains("tcp,23,,,scan,tcp-syn,1");
  }

  private static String row(Object... words) {
    Object[] all =
        Stream.concat(Stream.of("read", "--rows", "--format", "csv"), Arrays.stream(words))
            .toArray();
    return CommandLineFixture.run(all).out().lines().skip(1).findFirst().orElse("none");
  }

  @Test
  void showsABarWithPercentOnceReadingTakesLongerThanASecond() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AtomicLong nanos = new AtomicLong();
    try (ReadProgress progress =
        new ReadProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), nanos::get)) {
      nanos.set(900_000_000);
      progress.at("a.pcap", 10, 100, 7);
      assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
      nanos.set(1_000_000_000);
      progress.at("a.pcap", 50, 100, 1_234);
      assertThat(bytes.toString(StandardCharsets.UTF_8))
          .contains("[############            ]  50 %  1,234 packets, 1 s: a.pcap");
      nanos.set(2_000_000_000);
      progress.at("b.pcap.gz", 50, 0, 2_000);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("\r\033[K2,000 packets, 2 s: b.pcap.gz")
        .endsWith("\r\033[K");
  }

  @Test
  void portsAreWrittenAsTheReportWritesThem() {
    assertThat(PortSelector.parse("445/tcp")).isEqualTo(new PortSelector(6, 445, -1));
    assertThat(PortSelector.parse("8/icmp")).isEqualTo(new PortSelector(1, 8, -1));
    assertThat(PortSelector.parse("3.1/icmp")).isEqualTo(new PortSelector(1, 3, 1));
    assertThat(PortSelector.parse("128/icmp6")).isEqualTo(new PortSelector(58, 128, -1));
    assertThat(PortSelector.parse("47")).isEqualTo(new PortSelector(47, -1, -1));
    assertThatThrownBy(() -> PortSelector.parse("256"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("445/tcp");
  }
}
