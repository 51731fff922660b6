// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.checks.traffic.Frames;
import org.teiten.checks.traffic.WorldCapture;

/** From a capture to the ranked table without root, network or configuration of one's own. */
class ArchiveIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PACKETS = 2_000;
  private static final Instant START = Instant.parse("2026-06-01T11:59:59Z");
  private static final Path CONFIG = Checkout.top().resolve("config/central-store.yaml");

  @TempDir static Path folder;
  private static Path capture;
  private static Map<String, Long> countries;
  private static ChildProcess.Outcome read;
  private static ChildProcess.Outcome imported;

  @BeforeAll
  static void readAndImport() throws IOException {
    capture = folder.resolve("world.pcap");
    WorldCapture world =
        new WorldCapture(
            Checkout.top().resolve("config/origin/country-ipv4.csv.gz"),
            new Frames(Namespaces.OUTSIDE_MAC, Namespaces.SENSOR_MAC),
            new String[] {"203.0.113.8", "203.0.113.9"},
            7);
    world.write(capture, PACKETS, START);
    countries = world.packetsByCountry();
    read = read("batches");
    imported = importBatches();
  }

  private static ChildProcess.Outcome read(String batches) {
    return sensor(
        "read",
        "--monitored",
        "203.0.113.0/24",
        "--format",
        "json",
        "--sensor",
        "archive-1",
        "--batches",
        folder.resolve(batches).toString(),
        capture.toString());
  }

  private static ChildProcess.Outcome importBatches() {
    return central("import", "--register", folder.resolve("batches").toString());
  }

  private static Ranked rank(String what, String trafficClass) {
    return Ranked.parse(
        central(
                "rank",
                what,
                "--from",
                "2026-06-01",
                "--to",
                "2026-06-01",
                "--class",
                trafficClass,
                "--limit",
                "1000",
                "--format",
                "json")
            .orThrow("rank")
            .out());
  }

  private static ChildProcess.Outcome sensor(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Checkout.sensor().toString()));
    command.addAll(Arrays.asList(arguments));
    return ChildProcess.run(command);
  }

  private static ChildProcess.Outcome central(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Checkout.central().toString()));
    command.addAll(Arrays.asList(arguments));
    command.addAll(
        List.of("--config", CONFIG.toString(), "--data", folder.resolve("store").toString()));
    return ChildProcess.run(command);
  }

  @Test
  void readCountsEveryPacketOfTheCapture() throws IOException {
    assertThat(read.exit()).as(read.err()).isZero();
    JsonNode answer = JSON.readTree(read.out());
    assertThat(answer.get("packets").asLong()).isEqualTo(PACKETS);
    assertThat(answer.get("classes").get("other").asLong()).isZero();
  }

  @Test
  void answersKeepToTheirSchemas() throws IOException {
    assertThat(problems("read.schema.json", JSON.readTree(read.out()))).isEmpty();
    assertThat(problems("rank-ports.schema.json", rank("ports", "all").answer())).isEmpty();
    assertThat(problems("rank-countries.schema.json", rank("countries", "all").answer())).isEmpty();
  }

  private static Iterable<?> problems(String schema, JsonNode answer) throws IOException {
    try (Stream<Path> files = Files.walk(Checkout.top(), 12)) {
      Path file =
          files
              .filter(f -> f.endsWith(schema) && f.toString().contains("src/main/resources"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(schema + " is not in the repository"));
      JsonSchema checked =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(Files.readString(file));
      return checked.validate(answer);
    }
  }

  @Test
  void storeHoldsEveryPacketOnceByPortAndByCountry() {
    assertThat(imported.exit()).as(imported.err()).isZero();
    assertThat(rank("countries", "all").packetsByCountry()).isEqualTo(countries);
    long ports =
        rank("ports", "all").packetsByPort().values().stream().mapToLong(Long::longValue).sum();
    assertThat(ports).isEqualTo(PACKETS);
  }

  @Test
  void importingAgainChangesNothing() {
    JsonNode before = rank("ports", "all").answer();
    ChildProcess.Outcome again = importBatches();
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(rank("ports", "all").answer()).isEqualTo(before);
  }

  @Test
  void sameCaptureGivesTheSameBytes() throws IOException {
    read("again").orThrow("read");
    List<Path> first = SpooledBatches.files(folder.resolve("batches"));
    assertThat(first).isNotEmpty();
    for (Path batch : first) {
      assertThat(folder.resolve("again").resolve(batch.getFileName()))
          .hasSameBinaryContentAs(batch);
    }
  }

  @Test
  void batchThatLiesIsRefusedByName() throws IOException {
    Path lies = Files.createDirectories(folder.resolve("lies"));
    Path batch = SpooledBatches.files(folder.resolve("batches")).get(0);
    byte[] bytes = Files.readAllBytes(batch);
    Path torn = lies.resolve(batch.getFileName());
    Files.write(torn, Arrays.copyOf(bytes, bytes.length - 20));
    ChildProcess.Outcome outcome = central("import", "--register", lies.toString());
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains(torn.getFileName().toString());
    assertThat(outcome.err()).doesNotContain("\tat ", "Exception");
  }
}
