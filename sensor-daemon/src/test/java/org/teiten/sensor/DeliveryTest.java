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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.FlowBatchReader;

/** How the darknet's packets come to the sensor process, and in how many threads it takes them. */
class DeliveryTest {
  private static final int PORT = 9101;
  private static final int PACKETS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final List<IntervalHeader> headers = new ArrayList<>();
  private final List<FlowTuple> rows = new ArrayList<>();
  private NamespaceFixture namespace;
  private Process sensor;

  @BeforeEach
  void makeNamespace() throws Exception {
    boolean found =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "python3")));
    if (!found && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("CI must have python3");
    }
    Assumptions.assumeTrue(found, "skipped: there is no python3");
    namespace = NamespaceFixture.create("delivery");
    namespace.exec("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1");
  }

  @AfterEach
  void removeNamespace() throws Exception {
    if (sensor != null) {
      sensor.destroyForcibly();
      sensor.waitFor();
    }
    if (namespace != null) {
      namespace.delete();
    }
  }

  private void start(String capture) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("sensor.yaml"),
            """
            sensor: tokyo-1
            interface: vt1
            monitored: [203.0.113.0/24, 198.51.100.2]
            interval: 1s
            capture: %s
            table: {keys: 4096, folded_keys: 64}
            spool: {directory: spool}
            centre: {url: "http://127.0.0.1:8480"}
            """
                .formatted(capture));
    sensor = namespace.startSensor(List.of(), config, folder.resolve("log"));
    await().atMost(PATIENCE).until(() -> log().contains("observes interface"));
    await().atMost(PATIENCE).until(() -> metric("teiten_meter_closed_intervals_total") > 0);
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private double metric(String name) throws Exception {
    return namespace
        .get(PORT, "/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** Sends, and stops the sensor once it has metered everything. */
  private void sendAndStop(String how) throws Exception {
    String script = Path.of(DeliveryTest.class.getResource("send_frames.py").toURI()).toString();
    namespace.exec("python3", script, how, Integer.toString(PACKETS));
    await()
        .atMost(PATIENCE)
        .until(() -> metric("teiten_meter_classified_packets_total") >= PACKETS);
    await() // what the kernel counts is read once a second
        .atMost(PATIENCE)
        .until(() -> metric("teiten_capture_received_packets_total") >= PACKETS);
    assertThat(metric("teiten_capture_received_packets_total")).isEqualTo(PACKETS);
    assertThat(metric("teiten_capture_thread_packets_total")).isEqualTo(PACKETS);
    assertThat(metric("teiten_capture_dropped_packets_total")).isZero();
    sensor.destroy();
    assertThat(sensor.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(sensor.exitValue()).as(log()).isZero();
    assertThat(log())
        .contains("stopped; received 1000, delivered 1000, classified 1000")
        .doesNotContain("203.0.113", "\tat ");
    List<Path> files;
    try (Stream<Path> names = Files.list(folder.resolve("spool"))) {
      files = names.filter(f -> f.toString().endsWith(".avro")).sorted().toList();
    }
    for (Path file : files) {
      try (FlowBatchReader reader = FlowBatchReader.open(file, BatchLimits.DEFAULT)) {
        headers.addAll(reader.header().intervals());
        for (FlowTuple row = reader.next(); row != null; row = reader.next()) {
          rows.add(row);
        }
      }
    }
    assertThat(headers.stream().mapToLong(h -> h.loss().received()).sum()).isEqualTo(PACKETS);
    assertThat(headers.stream().mapToLong(IntervalHeader::packets).sum()).isEqualTo(PACKETS);
    assertThat(headers).allMatch(header -> header.part() == 0);
    for (int i = 1; i < headers.size(); i++) {
      assertThat(headers.get(i).observedFromMicros())
          .isEqualTo(headers.get(i - 1).observedToMicros());
    }
  }

  private static String source(FlowTuple row) {
    return new IpAddress(row.ipVersion(), row.sourceHigh(), row.sourceLow()).toString();
  }

  private void assertRowsOfTheScan() {
    assertThat(rows).allMatch(row -> row.protocol() == 6 && row.port() == 23 && row.packets() <= 4);
    assertThat(rows.stream().map(DeliveryTest::source).distinct())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 250).mapToObj(i -> "192.0.2." + i).toList());
    assertThat(rows.stream().mapToLong(FlowTuple::packets).sum()).isEqualTo(PACKETS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void eachThreadTakesItsShareAndTheIntervalsAreOne(int threads) throws Exception {
    start("{threads: " + threads + "}");
    sendAndStop("plain");
    assertRowsOfTheScan();
  }

  @Test
  void whatAKnownRouterDeliversByVxlanCountsAsTheInnerPackets() throws Exception {
    start("{threads: 2, tunnels: [vxlan=198.51.100.1]}");
    sendAndStop("vxlan");
    assertRowsOfTheScan();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{threads: 1}", "{tunnels: [vxlan=198.51.100.9, gre=198.51.100.1]}"})
  void withoutThatTheOuterPacketIsWhatArrived(String capture) throws Exception {
    start(capture);
    sendAndStop("vxlan");
    assertThat(rows)
        .allMatch(row -> row.protocol() == 17 && row.port() == 4789)
        .allMatch(row -> source(row).equals("198.51.100.1"));
  }
}
