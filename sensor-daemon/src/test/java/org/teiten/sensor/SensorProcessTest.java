// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.FlowBatchReader;

/** The sensor as a process of its own in a namespace of its own; no centre is there. */
class SensorProcessTest {
  private static final int PORT = 9101;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static NamespaceFixture namespace;

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @BeforeAll
  static void makeNamespace() throws Exception {
    namespace = NamespaceFixture.create("sensor");
  }

  @AfterAll
  static void removeNamespace() throws Exception {
    if (namespace != null) {
      namespace.delete();
    }
  }

  @AfterEach
  void endProcesses() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private Path config(String more) throws IOException {
    return Files.writeString(
        folder.resolve("sensor.yaml"),
        """
        sensor: tokyo-1
        interface: vt1
        monitored: [203.0.113.0/24]
        interval: 1s
        table: {keys: 4096}
        spool: {directory: spool}
        centre: {url: "http://127.0.0.1:8480"}
        """
            + more);
  }

  private Process start(String log, List<String> before, Path config) throws IOException {
    Process process = namespace.startSensor(before, config, folder.resolve(log));
    started.add(process);
    return process;
  }

  private String log(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private List<IntervalHeader> spooled() throws IOException {
    List<IntervalHeader> headers = new ArrayList<>();
    if (!Files.isDirectory(folder.resolve("spool"))) {
      return headers;
    }
    List<Path> files;
    try (Stream<Path> names = Files.list(folder.resolve("spool"))) {
      files = names.filter(f -> f.toString().endsWith(".avro")).sorted().toList();
    }
    for (Path file : files) {
      try (FlowBatchReader reader = FlowBatchReader.open(file, BatchLimits.DEFAULT)) {
        headers.addAll(reader.header().intervals());
      }
    }
    return headers;
  }

  @Test
  void observesReportsAndStopsInOrder() throws Exception {
    Process sensor = start("log", List.of(), config(""));
    await().atMost(PATIENCE).until(() -> spooled().size() >= 2);
    await().atMost(PATIENCE).until(() -> health().contains("connection refused"));
    assertThat(namespace.get(PORT, "/top"))
        .contains("\"network_interface\" : \"vt1\"", "\"last_interval\" :", "\"received\" :")
        .doesNotContain("203.0.113");
    assertThat(namespace.get(PORT, "/metrics"))
        .contains(
            "teiten_capture_received_packets_total",
            "teiten_spool_waiting_batches",
            "teiten_capture_service_gaps_total")
        .doesNotContain("203.0.113");

    namespace.exec("ip", "link", "set", "vt1", "down");
    await().atMost(PATIENCE).until(() -> health().contains("interface vt1"));
    int before = spooled().size();
    namespace.exec("ip", "link", "set", "vt1", "up");
    await().atMost(PATIENCE).until(() -> !health().contains("interface vt1"));
    await().atMost(PATIENCE).until(() -> spooled().size() >= before + 2);

    sensor.destroy();
    assertThat(sensor.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(sensor.exitValue()).as(log("log")).isZero();
    assertThat(log("log")).contains("stopped; received").doesNotContain("203.0.113", "\tat ");
    List<IntervalHeader> headers = spooled();
    for (int i = 1; i < headers.size(); i++) {
      assertThat(headers.get(i).observedFromMicros())
          .isGreaterThanOrEqualTo(headers.get(i - 1).observedToMicros());
    }
    assertThat(headers).extracting(IntervalHeader::monitoredIpv4).containsOnly(256L);
  }

  private String health() throws Exception {
    return namespace.get(PORT, "/health");
  }

  @Test
  void warnsThatTheKernelMergesPackets() throws Exception {
    namespace.exec("ethtool", "-K", "vt1", "gro", "on");
    try {
      start("log", List.of(), config(""));
      await().atMost(PATIENCE).until(() -> log("log").contains("observes interface"));
      await().atMost(PATIENCE).until(() -> log("log").contains("ethtool -K vt1 gro off"));
    } finally {
      namespace.exec("ethtool", "-K", "vt1", "gro", "off");
    }
  }

  @Test
  void refusesASpoolThatAnotherSensorUses() throws Exception {
    start("first", List.of(), config(""));
    await().atMost(PATIENCE).until(() -> log("first").contains("observes interface"));
    Process second = start("second", List.of(), config("http: {listen: 127.0.0.1:9102}\n"));
    assertFailsInOneSentence(second, "second", "is used by another process");
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    start("first", List.of(), config(""));
    await().atMost(PATIENCE).until(() -> log("first").contains("observes interface"));
    Path config = config("");
    Files.writeString(
        config, Files.readString(config).replace("directory: spool", "directory: spool2"));
    Process second = start("second", List.of(), config);
    assertFailsInOneSentence(second, "second", "cannot listen on 127.0.0.1:9101");
  }

  @Test
  void namesTheMissingCapability() throws Exception {
    Process sensor =
        start(
            "log",
            List.of("setpriv", "--bounding-set=-net_raw", "--inh-caps=-net_raw"),
            config(""));
    assertFailsInOneSentence(sensor, "log", "CAP_NET_RAW");
  }

  private void assertFailsInOneSentence(Process process, String log, String words)
      throws Exception {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(log(log).lines()).singleElement().asString().contains(words);
  }
}
