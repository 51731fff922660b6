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
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.FlowBatchReader;

/** A sensor process that observes two virtual cables, of which one is cut and mended. */
class SeveralInterfacesTest {
  private static final int PACKETS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private NamespaceFixture namespace;
  private Process sensor;

  @BeforeEach
  void makeNamespace() throws Exception {
    namespace = NamespaceFixture.create("interfaces");
    namespace.exec("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1");
    namespace.exec("ip", "link", "add", "vt2", "type", "veth", "peer", "name", "vt3");
    namespace.exec("ip", "link", "set", "vt2", "up");
    namespace.exec("ip", "link", "set", "vt3", "up");
    Path config =
        Files.writeString(
            folder.resolve("sensor.yaml"),
            """
            sensor: tokyo-1
            interfaces: [vt1, vt3]
            monitored: [203.0.113.0/24]
            interval: 1s
            capture: {filters: {vt3: dst net 203.0.113.0/31}}
            table: {keys: 4096, folded_keys: 64}
            spool: {directory: spool}
            centre: {url: "http://127.0.0.1:8480"}
            """);
    sensor = namespace.startSensor(List.of(), config, folder.resolve("log"));
    awaitThat(() -> log().contains("observes interface vt1, vt3"));
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

  private static void awaitThat(Callable<Boolean> what) {
    await().atMost(PATIENCE).until(what);
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private double count(String networkInterface, String fate) throws Exception {
    return metric(
        "teiten_capture_interface_packets_total{fate=\"%s\",interface=\"%s\"}"
            .formatted(fate, networkInterface));
  }

  private double metric(String series) throws Exception {
    return namespace
        .get(9101, "/metrics")
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private String health() throws Exception {
    return namespace.get(9101, "/health");
  }

  private void send(String cable) throws Exception {
    String script =
        Path.of(SeveralInterfacesTest.class.getResource("send_frames.py").toURI()).toString();
    namespace.exec("python3", script, "plain", Integer.toString(PACKETS), cable);
  }

  @Test
  void twoInterfacesAreOneObservationWithBooksOfTheirOwn() throws Exception {
    send("vt0"); // four addresses, 250 packets each
    send("vt2"); // of which the filter leaves two
    awaitThat(() -> count("vt1", "received") == PACKETS && count("vt1", "classified") == PACKETS);
    awaitThat(() -> count("vt3", "received") == 500 && count("vt3", "classified") == 500);
    for (String book : List.of("capture@vt1", "capture@vt3", "meter@vt1", "meter@vt3")) {
      awaitThat(() -> entries(book, "in") == entries(book, "out") && entries(book, "in") > 0);
    }

    namespace.exec("ip", "link", "set", "vt3", "down");
    awaitThat(() -> metric("teiten_capture_interface_failures_total") > 0);
    assertThat(health()).contains("vt3").doesNotContain("vt1");
    send("vt0");
    awaitThat(() -> count("vt1", "classified") == 2 * PACKETS);
    namespace.exec("ip", "link", "set", "vt3", "up");
    awaitThat(() -> !health().contains("vt3"));
    send("vt2");
    awaitThat(() -> count("vt3", "received") == PACKETS && count("vt3", "classified") == PACKETS);

    sensor.destroy();
    assertThat(sensor.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(sensor.exitValue()).as(log()).isZero();
    assertThat(log()).contains("stopped; received 3000, delivered 3000, classified 3000");
    assertBatchesHoldEverythingOnce();
  }

  private double entries(String book, String side) throws Exception {
    return namespace
        .get(9101, "/metrics")
        .lines()
        .filter(line -> line.startsWith("teiten_books_entries{book=\"" + book + "\""))
        .filter(line -> line.contains("side=\"" + side + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private void assertBatchesHoldEverythingOnce() throws IOException {
    List<IntervalHeader> headers = new ArrayList<>();
    long packets = 0;
    List<Path> files;
    try (Stream<Path> names = Files.list(folder.resolve("spool"))) {
      files = names.filter(f -> f.toString().endsWith(".avro")).sorted().toList();
    }
    for (Path file : files) {
      try (FlowBatchReader reader = FlowBatchReader.open(file, BatchLimits.DEFAULT)) {
        headers.addAll(reader.header().intervals());
        for (FlowTuple row = reader.next(); row != null; row = reader.next()) {
          assertThat(row.port()).isEqualTo(23);
          packets += row.packets();
        }
      }
    }
    assertThat(packets).isEqualTo(3 * PACKETS);
    assertThat(headers.stream().mapToLong(h -> h.loss().received()).sum()).isEqualTo(3 * PACKETS);
    for (int i = 1; i < headers.size(); i++) {
      assertThat(headers.get(i).observedFromMicros())
          .isGreaterThanOrEqualTo(headers.get(i - 1).observedToMicros());
    }
  }
}
