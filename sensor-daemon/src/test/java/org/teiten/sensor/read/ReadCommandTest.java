// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teiten.sensor.CommandLineFixture;
import org.teiten.sensor.CommandLineFixture.Ran;

class ReadCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.000001Z");
  private static final int A = 0xc6336401; // 198.51.100.1
  private static final int B = 0xc6336402;
  private static final int MONITORED = 0xcb007105; // 203.0.113.5
  private static final int ELSEWHERE = 0xc0000205; // 192.0.2.5
  private static final int SYN = 2;
  private static final int SYN_ACK = 0x12;

  @TempDir Path folder;

  private PcapFixture mixed() {
    return new PcapFixture()
        .tcp(NOON, A, MONITORED, 23, SYN)
        .tcp(NOON.plusSeconds(1), A, MONITORED + 1, 23, SYN)
        .tcp(NOON.plusSeconds(70), B, MONITORED, 23, SYN)
        .tcp(NOON.plusSeconds(71), B, MONITORED, 9_999, SYN_ACK)
        .udp(NOON.plusSeconds(72), A, ELSEWHERE, 53)
        .icmp(NOON.plusSeconds(73), A, MONITORED, 8, 0)
        .arp(NOON.plusSeconds(74));
  }

  private Path mixedFile() throws IOException {
    return mixed().write(folder.resolve("mixed.pcap"));
  }

  @Test
  void printsTheBooksAndEveryPortAsJson() throws IOException {
    Ran ran = CommandLineFixture.run("read", "--format", "json", mixedFile());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    JsonNode report = JSON.readTree(ran.out());
    assertThat(report)
        .isEqualTo(
            JSON.readTree(
                """
                {"packets": 7, "bytes": 220,
                 "first": "2026-11-24T12:00:00.000001Z", "last": "2026-11-24T12:01:14.000001Z",
                 "not_ip": 1,
                 "undecodable": {"version": 0, "header_length": 0, "total_length": 0, "truncated": 0},
                 "not_monitored": 0, "solicited": 0, "ip": {"4": 6, "6": 0},
                 "classes": {"scan": 5, "backscatter": 1, "other": 0}, "fingerprints": {},
                 "ports": [
                  {"protocol": "tcp", "port": 23, "class": "scan", "type_of_traffic": "tcp-syn",
                   "packets": 3, "bytes": 120, "sources": 2},
                  {"protocol": "icmp", "port": null, "type": 8, "code": 0, "class": "scan",
                   "type_of_traffic": "icmp-echo-request", "packets": 1, "bytes": 28, "sources": 1},
                  {"protocol": "tcp", "port": 40000, "class": "backscatter",
                   "type_of_traffic": "tcp-syn-ack", "packets": 1, "bytes": 40, "sources": 1},
                  {"protocol": "udp", "port": 53, "class": "scan", "type_of_traffic": "udp",
                   "packets": 1, "bytes": 32, "sources": 1}]}
                """));
  }

  @Test
  void countsPacketsToOtherAddressesApart() throws IOException {
    for (Object[] prefixes :
        new Object[][] {
          {"--monitored", "203.0.113.0/24,2001:db8::/32"},
          {"--monitored", "203.0.113.0/24", "--monitored", "2001:db8::/32"},
          {"--monitored", "203.0.113.0/24", "2001:db8::/32"}
        }) {
      Ran ran =
          CommandLineFixture.run(
              Stream.of(
                      Stream.of("read", "--format", "json"),
                      Arrays.stream(prefixes),
                      Stream.of(mixedFile()))
                  .flatMap(words -> words)
                  .toArray());
      assertThat(ran.code()).isZero();
      JsonNode report = JSON.readTree(ran.out());
      assertThat(report.get("not_monitored").asInt()).isEqualTo(1);
      assertThat(report.get("classes").get("scan").asInt()).isEqualTo(4);
    }
  }

  @Test
  void printsATableForPeople() throws IOException {
    Ran ran = CommandLineFixture.run("read", "--limit", "2", mixedFile());
    assertThat(ran.out())
        .contains("2026-11-24 12:00:00 UTC to 2026-11-24 12:01:14 UTC, 1 min 14 s")
        .contains("  23/tcp  scan   tcp-syn")
        .contains("8.0/icmp  scan   icmp-echo-request")
        .contains("2 more, with 2 packets: --limit 0 shows all")
        .doesNotContain("53/udp");
  }

  @Test
  void printsEveryPortAsCsv() throws IOException {
    assertThat(CommandLineFixture.run("read", "--format", "csv", mixedFile()).out().lines())
        .containsExactly(
            "protocol,port,type,code,class,type_of_traffic,packets,bytes,sources,sources_estimated",
            "tcp,23,,,scan,tcp-syn,3,120,2,false",
            "icmp,,8,0,scan,icmp-echo-request,1,28,1,false",
            "tcp,40000,,,backscatter,tcp-syn-ack,1,40,1,false",
            "udp,53,,,scan,udp,1,32,1,false");
  }

  @Test
  void printsWhatItReadOfATornFileAndThenTheError() throws IOException {
    byte[] whole = mixed().bytes();
    Path torn = Files.write(folder.resolve("torn.pcap"), Arrays.copyOf(whole, whole.length - 5));
    Ran ran = CommandLineFixture.run("read", "--format", "json", torn);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(JSON.readTree(ran.out()).get("packets").asInt()).isEqualTo(6);
    assertThat(ran.err().lines()).singleElement().asString().contains("torn.pcap");
  }

  @Test
  void readsTheOtherFilesWhenOneIsMissing() throws IOException {
    Ran ran =
        CommandLineFixture.run(
            "read", "--format", "json", folder.resolve("missing.pcap"), mixedFile());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(JSON.readTree(ran.out()).get("packets").asInt()).isEqualTo(7);
    assertThat(ran.err().lines())
        .singleElement()
        .asString()
        .contains("missing.pcap does not exist");
  }

  @Test
  void printsNoReportWhenNothingIsACapture() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "not a capture, just text in a file");
    Ran ran = CommandLineFixture.run("read", "--format", "json", text);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).singleElement().asString().contains("a.txt");
  }

  @Test
  void refusesWrongUsageWithoutShowingAnAddress() {
    assertThat(CommandLineFixture.run("read").code()).isEqualTo(2);
    assertThat(CommandLineFixture.run("read", "--format", "xml", "a.pcap").code()).isEqualTo(2);
    Ran prefix = CommandLineFixture.run("read", "--monitored", "203.0.113.5/24", "a.pcap");
    assertThat(prefix.code()).isEqualTo(2);
    assertThat(prefix.err()).contains("--monitored").doesNotContain("203.0.113");
    Ran batches = CommandLineFixture.run("read", "--batches", folder, "a.pcap");
    assertThat(batches.code()).isEqualTo(2);
    assertThat(batches.err()).contains("--sensor and --monitored");
  }

  static Stream<Path> captures() throws IOException {
    return SharedCaptures.some();
  }

  @ParameterizedTest
  @MethodSource("captures")
  void keepsItsSchemaAndItsBooksWhateverIsRead(Path capture) throws IOException {
    Ran ran = CommandLineFixture.run("read", "--format", "json", capture);
    if (ran.out().isEmpty()) {
      assertThat(ran.code()).isEqualTo(1);
      return;
    }
    JsonNode report = JSON.readTree(ran.out());
    try (var in = ReadCommand.class.getResourceAsStream("read.schema.json")) {
      Set<ValidationMessage> faults =
          JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in).validate(report);
      assertThat(faults).isEmpty();
    }
    long sum =
        report.get("not_ip").asLong()
            + total(report.get("undecodable"))
            + report.get("not_monitored").asLong()
            + report.get("solicited").asLong()
            + total(report.get("classes"));
    assertThat(report.get("packets").asLong()).isEqualTo(sum);
    long ports = 0;
    for (JsonNode port : report.get("ports")) {
      ports += port.get("packets").asLong();
    }
    assertThat(ports).isEqualTo(total(report.get("classes")));
  }

  private static long total(JsonNode counts) {
    long total = 0;
    for (JsonNode count : counts) {
      total += count.asLong();
    }
    return total;
  }
}
