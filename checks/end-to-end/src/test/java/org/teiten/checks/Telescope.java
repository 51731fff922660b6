// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.teiten.checks.traffic.Frames;
import org.teiten.checks.traffic.PcapFileWriter;

/** A sensor and a central store as two real processes on two machines made of namespaces. */
final class Telescope implements AutoCloseable {
  static final String SENSOR_ID = "tokyo-1";
  private static final Duration START = Duration.ofMinutes(2);
  private static final String SENSOR_STATUS = "http://127.0.0.1:9101";
  private static final String CENTRE_STATUS = "http://127.0.0.1:8471";

  final Namespaces namespaces;
  final Path folder;
  private final Path sensorConfig;
  private final Path centreConfig;
  private final LocalDate begun = LocalDate.now(ZoneOffset.UTC);
  private ChildProcess sensor;
  private ChildProcess centre;

  private Telescope(
      Namespaces namespaces, Path folder, String centreSettings, String sensorSettings)
      throws IOException {
    this.namespaces = namespaces;
    this.folder = folder;
    this.sensorConfig = folder.resolve("sensor.yaml");
    this.centreConfig = folder.resolve("central-store.yaml");
    Files.createDirectories(spool());
    Files.createDirectories(store());
    Files.writeString(sensorConfig, sensorSettings);
    Files.writeString(centreConfig, centreSettings);
    silenceKernel();
  }

  /** Both machines, nothing started yet. */
  static Telescope create(Path folder) {
    return create(folder, Settings::centre, Settings::sensor);
  }

  /** The same, with a centre that is quick to start again. */
  static Telescope createForRestarts(Path folder) {
    return create(folder, Settings::centreThatStartsQuickly, Settings::sensor);
  }

  /** The same with TLS between them; the sensor is not enrolled yet. */
  static Telescope createWithTls(Path folder) {
    return create(folder, Settings::centreWithTls, Settings::sensorWithTls);
  }

  /** Settings of one of the two, by the folder of its spool or store. */
  interface SettingsOfFolder {
    String of(Path folder) throws IOException;
  }

  static Telescope create(
      Path folder, SettingsOfFolder centreSettings, SettingsOfFolder sensorSettings) {
    Namespaces namespaces = Namespaces.create();
    try {
      return new Telescope(
          namespaces,
          folder,
          centreSettings.of(folder.resolve("store")),
          sensorSettings.of(folder.resolve("spool")));
    } catch (IOException e) {
      namespaces.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      namespaces.close();
      throw e;
    }
  }

  /** The shipped rules, with this test's addresses in their sets. */
  private void silenceKernel() {
    Path rules = Checkout.top().resolve("config/nftables/teiten-sensor.nft");
    Namespaces.shell(
        namespaces.sensor,
        "nft -f %s; nft add element inet teiten_sensor monitored_ipv4 '{ %s }';"
                .formatted(rules, Namespaces.MONITORED_IPV4)
            + " nft add element inet teiten_sensor monitored_ipv6 '{ %s }'"
                .formatted(Namespaces.MONITORED_IPV6));
  }

  Path spool() {
    return folder.resolve("spool");
  }

  Path store() {
    return folder.resolve("store");
  }

  void startCentre() {
    centre =
        ChildProcess.start(
            folder,
            "centre",
            Namespaces.within(
                namespaces.centre,
                List.of(
                    Checkout.central().toString(), "run", "--config", centreConfig.toString())));
    awaitHealth(namespaces.centre, CENTRE_STATUS, centre);
  }

  void startSensor() {
    startSensor(List.of());
  }

  /** Starts it by another program, whose process it becomes. */
  void startSensor(List<String> before) {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(Checkout.sensor().toString(), "run", "--config", sensorConfig.toString()));
    sensor = ChildProcess.start(folder, "sensor", Namespaces.within(namespaces.sensor, command));
    awaitHealth(namespaces.sensor, SENSOR_STATUS, sensor);
    // The page is there before the interface is open; its counts are not.
    await("the sensor counts")
        .atMost(START)
        .until(() -> sensorMetrics().text().contains("teiten_capture_received_packets_total"));
  }

  void killSensor() {
    sensor.kill();
  }

  void killCentre() {
    centre.kill();
  }

  ChildProcess.Outcome stopSensor() {
    return sensor.terminate();
  }

  ChildProcess.Outcome stopCentre() {
    return centre.terminate();
  }

  /** A SYN from each of so many sources, as fast as they can be sent. */
  void flood(int sources) {
    Path pcap = folder.resolve("flood.pcap");
    Frames frames = new Frames(Namespaces.OUTSIDE_MAC, Namespaces.SENSOR_MAC);
    try (PcapFileWriter file = new PcapFileWriter(pcap)) {
      for (int i = 0; i < sources; i++) {
        String from = "100.%d.%d.%d".formatted(64 + i / 65_536, i / 256 % 256, i % 256);
        file.write(i, frames.tcp(from, 40_000, Namespaces.monitored(0), 999, "S"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new Scanners(namespaces).replay(pcap, 50_000);
  }

  /** Sends it a signal, such as {@code STOP}. */
  void signalSensor(String signal) {
    ChildProcess.run(List.of("kill", "-" + signal, Long.toString(sensor.pid()))).orThrow(signal);
  }

  /** What the sensor logs and prints, all its lives together. */
  String sensorOutput() {
    return sensor.out() + sensor.err();
  }

  String centreOutput() {
    return centre.out() + centre.err();
  }

  Metrics sensorMetrics() {
    return new Metrics(get(namespaces.sensor, SENSOR_STATUS + "/metrics").orThrow("metrics").out());
  }

  Metrics centreMetrics() {
    return new Metrics(get(namespaces.centre, CENTRE_STATUS + "/metrics").orThrow("metrics").out());
  }

  String sensorHealth() {
    return get(namespaces.sensor, SENSOR_STATUS + "/health").out();
  }

  /** A command of the centre, beside the running one. */
  ChildProcess.Outcome central(String... words) {
    List<String> command = new ArrayList<>(List.of(Checkout.central().toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("--config", centreConfig.toString()));
    return Namespaces.run(namespaces.centre, command);
  }

  /** A command of the sensor. */
  ChildProcess.Outcome sensor(String... words) {
    List<String> command = new ArrayList<>(List.of(Checkout.sensor().toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("--config", sensorConfig.toString()));
    return Namespaces.run(namespaces.sensor, command);
  }

  /** Everything ranked since this telescope began, of one class. */
  Ranked rank(String what, String trafficClass) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Checkout.central().toString(),
                "rank",
                what,
                "--config",
                centreConfig.toString(),
                "--format",
                "json",
                "--limit",
                "100000"));
    command.addAll(List.of("--from", begun.toString(), "--class", trafficClass));
    command.addAll(List.of("--to", LocalDate.now(ZoneOffset.UTC).toString()));
    return Ranked.parse(Namespaces.run(namespaces.centre, command).orThrow("rank " + what).out());
  }

  private static void awaitHealth(String namespace, String url, ChildProcess process) {
    await("health of " + url)
        .atMost(START)
        .until(
            () -> {
              if (!process.alive()) {
                throw new IllegalStateException("ended at start: " + process.err());
              }
              return get(namespace, url + "/health").exit() == 0;
            });
  }

  private static ChildProcess.Outcome get(String namespace, String url) {
    return Namespaces.run(namespace, List.of("curl", "-s", "--max-time", "5", url));
  }

  @Override
  public void close() {
    for (ChildProcess process : new ChildProcess[] {sensor, centre}) {
      if (process != null) {
        process.close();
      }
    }
    namespaces.close();
  }
}
