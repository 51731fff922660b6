// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.teiten.checks.traffic.Frames;
import org.teiten.checks.traffic.PcapFileWriter;

/** Puts faults to a running sensor one after the other, and sends packets around each. */
final class FaultTrial {
  /**
   * A fault.
   *
   * @param begin makes it
   * @param health words of {@code /health} while it lasts; null if nothing is to be seen there
   * @param condition that {@code sensors list} shows of it; null if it is not asked
   * @param end mends it
   * @param observed whether packets that come meanwhile are observed
   */
  record Fault(
      String title,
      Runnable begin,
      String health,
      String condition,
      Runnable end,
      boolean observed) {}

  private record Tried(String title, List<String> operator, int port, boolean observed) {}

  private static final int PACKETS = 20;
  private static final int PACKETS_PER_SECOND = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Telescope telescope;
  private final UnaryOperator<byte[]> wrapping;
  private final List<Tried> tried = new ArrayList<>();
  private int nextPort = 1_000;

  FaultTrial(Telescope telescope) {
    this(telescope, frame -> frame);
  }

  /**
   * For frames that arrive in some other form.
   *
   * @param wrapping makes it of an Ethernet frame
   */
  FaultTrial(Telescope telescope, UnaryOperator<byte[]> wrapping) {
    this.telescope = telescope;
    this.wrapping = wrapping;
  }

  void run(Fault fault) {
    int port = nextPort;
    nextPort += 3;
    sendAndAwait(port);
    await("they are spooled").atMost(PATIENCE).until(() -> isSpooled(telescope.sensorMetrics()));
    int told = telescope.sensorOutput().length();
    fault.begin().run();
    List<String> operator = new ArrayList<>();
    if (fault.health() != null) {
      await(fault.title()).atMost(PATIENCE).until(() -> health().contains(fault.health()));
      operator.add("health: " + FaultsPage.quoted(shortened(health())));
    }
    if (fault.condition() != null) {
      await("the centre's list says " + fault.condition())
          .atMost(PATIENCE)
          .until(() -> listed().get("condition").asText().equals(fault.condition()));
      operator.add(
          "centre: **%s**, %s"
              .formatted(
                  fault.condition(), FaultsPage.quoted(listed().get("because").get(0).asText())));
    }
    send(port + 1);
    fault.end().run();
    await(fault.title() + " is over").atMost(PATIENCE).until(() -> health().equals("ok"));
    sendAndAwait(port + 2);
    operator.addAll(0, logged(telescope.sensorOutput().substring(told)));
    tried.add(new Tried(fault.title(), operator, port, fault.observed()));
  }

  /** A fault that is none: what is special from the start, and packets are observed. */
  void observes(String title, String... operator) {
    int port = nextPort;
    nextPort += 3;
    sendAndAwait(port);
    sendAndAwait(port + 1);
    sendAndAwait(port + 2);
    tried.add(new Tried(title, List.of(operator), port, true));
  }

  /** Stops the sensor, looks at the books and at what the centre has, and writes the rows. */
  void finish(FaultsPage page) {
    awaitDelivered();
    assertBooksBalance(telescope.sensorMetrics());
    assertThat(telescope.stopSensor().exit()).isZero();
    Map<String, Long> stored = telescope.rank("ports", "scan").packetsByPort();
    for (Tried one : tried) {
      long[] packets = new long[3];
      for (int i = 0; i < packets.length; i++) {
        packets[i] = stored.getOrDefault(one.port() + i + "/tcp", 0L);
      }
      assertThat(packets)
          .as(one.title())
          .containsExactly(PACKETS, one.observed() ? PACKETS : 0, PACKETS);
      page.add(
          new FaultsPage.Row(
              one.title(),
              one.operator(),
              "%d, %d, %d of %d each; %s"
                  .formatted(
                      packets[0],
                      packets[1],
                      packets[2],
                      PACKETS,
                      one.observed() ? "all observed" : "no interval covers the time between")));
    }
  }

  /** Until the centre has all that was sent. */
  void awaitDelivered() {
    await("all is delivered").atMost(PATIENCE).until(this::isDelivered);
  }

  static void assertBooksBalance(Metrics metrics) {
    for (String book : List.of("capture", "meter", "spool", "batches")) {
      String label = "book=\"%s\"".formatted(book);
      assertThat(metrics.value("teiten_books_entries", label, "side=\"in\""))
          .as("the book %s of %s", book, metrics.counts())
          .isEqualTo(metrics.value("teiten_books_entries", label, "side=\"out\""));
    }
  }

  private boolean isDelivered() {
    Metrics now = telescope.sensorMetrics();
    return isSpooled(now) && now.sum("teiten_spool_waiting_batches") == 0;
  }

  /** Or lost and counted. */
  private static boolean isSpooled(Metrics now) {
    return now.sum("teiten_spool_written_packets_total")
            + now.sum("teiten_spool_dropped_packets_total")
        == now.sum("teiten_meter_classified_packets_total");
  }

  private void sendAndAwait(int port) {
    long before = classified();
    send(port);
    await("packets to port " + port).atMost(PATIENCE).until(() -> classified() >= before + PACKETS);
  }

  private long classified() {
    return telescope.sensorMetrics().sum("teiten_meter_classified_packets_total");
  }

  /** Of an interface that is down tcpreplay may not get rid of them, which is as it should be. */
  private void send(int port) {
    Path pcap = telescope.folder.resolve("fault-" + port + ".pcap");
    Frames frames = new Frames(Namespaces.OUTSIDE_MAC, Namespaces.SENSOR_MAC);
    try (PcapFileWriter file = new PcapFileWriter(pcap)) {
      for (int i = 0; i < PACKETS; i++) {
        String to = Namespaces.monitored(i % Namespaces.ADDRESSES);
        file.write(i, wrapping.apply(frames.tcp("198.51.100.77", 40_000 + i, to, port, "S")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new Scanners(telescope.namespaces).tryToReplay(pcap, PACKETS_PER_SECOND);
  }

  private String health() {
    try {
      JsonNode health = new JsonMapper().readTree(telescope.sensorHealth());
      List<String> reasons = new ArrayList<>();
      health.path("reasons").forEach(reason -> reasons.add(reason.asText()));
      return reasons.isEmpty() ? health.path("status").asText() : String.join("; ", reasons);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the centre's list has it. */
  JsonNode listed() {
    try {
      String list = telescope.central("sensors", "list", "--format", "json").out();
      return new JsonMapper().readTree(list).get("sensors").get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line of each level above INFO, without time and class. */
  private static List<String> logged(String output) {
    Map<String, String> first = new LinkedHashMap<>();
    output
        .lines()
        .filter(line -> line.matches("\\S+Z (WARN|ERROR) .*"))
        .forEach(
            line ->
                first.putIfAbsent(
                    line.substring(line.indexOf(' ') + 1, line.indexOf(' ') + 6).strip(),
                    line.substring(line.indexOf(": ") + 2)));
    return first.entrySet().stream()
        .map(line -> "log: " + line.getKey() + " " + FaultsPage.quoted(shortened(line.getValue())))
        .toList();
  }

  private static String shortened(String text) {
    return text.length() > 160 ? text.substring(0, 160) + " …" : text;
  }
}
