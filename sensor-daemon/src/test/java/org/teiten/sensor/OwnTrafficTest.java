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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.FlowBatchReader;

/**
 * A sensor host whose one address is monitored and used: it downloads, resolves names, asks for the
 * time, is administered and ships its batches by it, while a scanner goes over the whole prefix.
 */
class OwnTrafficTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HOST = "203.0.113.10";
  private static final String PEER = "198.51.100.1";
  private static final String SCANNER = "198.51.100.66";

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private final List<IntervalHeader> headers = new ArrayList<>();
  private final List<FlowTuple> rows = new ArrayList<>();
  private NamespaceFixture host;
  private NamespaceFixture internet;

  @BeforeEach
  void connect() throws Exception {
    for (String tool : List.of("python3", "curl", "nmap", "tcpdump")) {
      boolean found =
          Stream.of(System.getenv("PATH").split(":", -1))
              .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
      if (!found && "true".equals(System.getenv("CI"))) {
        throw new AssertionError("CI must have " + tool);
      }
      Assumptions.assumeTrue(found, "skipped: there is no " + tool);
    }
    host = NamespaceFixture.create("host");
    internet = NamespaceFixture.create("internet");
    host.reach(internet);
    host.exec("ip", "address", "add", HOST + "/32", "dev", "vt1");
    host.exec("ip", "route", "add", "198.51.100.0/24", "dev", "vt1");
    internet.exec("ip", "address", "add", PEER + "/24", "dev", "vt0");
    internet.exec("ip", "address", "add", SCANNER + "/24", "dev", "vt0");
    internet.exec("ip", "route", "add", HOST, "dev", "vt0");
    internet.exec("ip", "route", "add", "203.0.113.0/24", "via", HOST, "dev", "vt0", "onlink");
  }

  @AfterEach
  void disconnect() throws Exception {
    for (Process process : started) {
      process.destroyForcibly();
      process.waitFor();
    }
    for (NamespaceFixture namespace : new NamespaceFixture[] {host, internet}) {
      if (namespace != null) {
        namespace.delete();
      }
    }
  }

  private Process start(NamespaceFixture where, String log, String... command) throws IOException {
    Process process = where.start(List.of(command), folder.resolve(log));
    started.add(process);
    return process;
  }

  private void run(NamespaceFixture where, String log, String... command) throws Exception {
    Process process = start(where, log, command);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(log).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve(log))).isZero();
  }

  private String script(String name) throws Exception {
    return Path.of(OwnTrafficTest.class.getResource(name).toURI()).toString();
  }

  private Process startSensor() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("sensor.yaml"),
            """
            sensor: tokyo-1
            interface: vt1
            monitored: [203.0.113.0/24]
            interval: 1s
            capture: {own_traffic: present, management_ports: [2222/tcp]}
            table: {keys: 4096}
            spool: {directory: spool}
            centre: {url: "http://198.51.100.1:8480", allow_plain_http: true}
            """);
    Process sensor = host.startSensor(List.of(), config, folder.resolve("sensor.log"));
    started.add(sensor);
    return sensor;
  }

  private List<Path> batches(String in) throws IOException {
    try (Stream<Path> names = Files.list(folder.resolve(in))) {
      return names.filter(f -> f.toString().endsWith(".avro")).sorted().toList();
    }
  }

  private void read(String in) throws IOException {
    for (Path file : batches(in)) {
      try (FlowBatchReader reader = FlowBatchReader.open(file, BatchLimits.DEFAULT)) {
        headers.addAll(reader.header().intervals());
        for (FlowTuple row = reader.next(); row != null; row = reader.next()) {
          rows.add(row);
        }
      }
    }
  }

  private long lines(String log) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve(log))) {
      return lines.filter(line -> line.contains(SCANNER)).count();
    }
  }

  @Test
  void nothingThatTheHostItselfDoesIsObservedAndAScanOfTheSameMomentIsExact() throws Exception {
    Files.createDirectory(folder.resolve("centre"));
    String centre = folder.resolve("centre").toString();
    start(internet, "peer.log", "python3", script("peer.py"), PEER, centre);
    await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("centre/ready")));
    start(host, "admin.log", "python3", "-m", "http.server", "2222", "--bind", HOST);
    Process truth =
        start(
            host,
            "truth.log",
            "tcpdump",
            "-i",
            "vt1",
            "-Q",
            "in",
            "-n",
            "-l",
            "--immediate-mode",
            "-Z",
            "root",
            "src",
            "host",
            SCANNER,
            "and",
            "ip");
    Process sensor = startSensor();
    await().atMost(PATIENCE).until(() -> !batches("centre").isEmpty());

    Process own = start(host, "own.log", "python3", script("own_traffic.py"), PEER);
    run(
        internet,
        "nmap.log",
        "nmap",
        "-n",
        "-Pn",
        "-sS",
        "-sU",
        "--send-ip",
        "--max-retries",
        "0",
        "--max-rtt-timeout",
        "200ms",
        "-S",
        SCANNER,
        "-e",
        "vt0",
        "-p",
        "T:23,445,8080,U:161",
        "203.0.113.0/27");
    run(internet, "curl.log", "curl", "-sS", "--max-time", "20", "http://" + HOST + ":2222/");
    run(
        internet,
        "broadcast.log",
        "python3",
        "-c",
        "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);"
            + "s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1);"
            + "s.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b'vt0');"
            + "[s.sendto(b'?', (a, 137)) for a in ('255.255.255.255', '224.0.0.251')]");
    assertThat(own.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(folder.resolve("own.log"))).contains("done");
    int soFar = batches("centre").size();
    await().atMost(PATIENCE).until(() -> batches("centre").size() >= soFar + 2);

    sensor.destroy();
    assertThat(sensor.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String log = Files.readString(folder.resolve("sensor.log"));
    assertThat(sensor.exitValue()).as(log).isZero();
    truth.destroy();
    truth.waitFor();
    read("centre");
    read("spool");

    assertThat(rows).allSatisfy(row -> assertThat(source(row)).isEqualTo(IpAddress.parse(SCANNER)));
    assertThat(rows.stream().mapToLong(FlowTuple::packets).sum())
        .isEqualTo(lines("truth.log"))
        .isGreaterThanOrEqualTo(32 * 4);
    assertThat(headers.stream().mapToLong(IntervalHeader::packets).sum())
        .isEqualTo(lines("truth.log"));
    // Three downloads alone are more than a hundred segments, whatever the kernel merges.
    assertThat(headers.stream().mapToLong(h -> h.loss().solicited()).sum()).isGreaterThan(100);
    assertThat(headers.stream().mapToLong(h -> h.loss().notMonitored()).sum()).isGreaterThan(100);
    for (IntervalHeader header : headers) {
      assertThat(header.loss().kernelDropped()).isZero();
    }
    assertThat(log).doesNotContain("203.0.113", "\tat ");
  }

  private static IpAddress source(FlowTuple row) {
    return new IpAddress(row.ipVersion(), row.sourceHigh(), row.sourceLow());
  }
}
