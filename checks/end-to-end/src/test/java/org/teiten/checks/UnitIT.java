// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged sensor as its unit starts it, without a systemd: the unit's user, capabilities,
 * system call filter, address families and view of /proc; and what it tells NOTIFY_SOCKET.
 */
class UnitIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PERIOD_MICROS = 3_000_000;
  private static final String NET_RAW = "0000000000002000";
  private static final int USER = 61_234; // nobody else's

  @TempDir Path folder;
  private Namespaces namespaces;
  private UnpackedDeb deb;
  private Path config;
  private ChildProcess receiver;
  private ChildProcess sensor;

  @BeforeEach
  void prepare() throws IOException {
    namespaces = Namespaces.create();
    Checkout.requireTools("setpriv", "systemd-analyze", "python3", "dpkg-deb");
    deb = UnpackedDeb.of("sensor-daemon", folder);
    open(folder);
    open(deb.root());
    Path spool = Files.createDirectory(folder.resolve("spool"));
    ChildProcess.run(List.of("chown", USER + ":" + USER, spool.toString())).orThrow("chown");
    config = Files.writeString(folder.resolve("sensor.yaml"), Settings.sensor(spool));
    receiver =
        ChildProcess.start(
            folder, "notify", List.of("python3", script("notify_receiver.py"), socket()));
    await().atMost(PATIENCE).until(() -> receiver.out().contains("LISTENING"));
  }

  @AfterEach
  void end() {
    for (ChildProcess process : new ChildProcess[] {sensor, receiver}) {
      if (process != null) {
        process.close();
      }
    }
    if (namespaces != null) {
      namespaces.close();
    }
  }

  private static void open(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String socket() {
    return folder.resolve("notify.socket").toString();
  }

  private static String script(String name) {
    return Checkout.top()
        .resolve("checks/end-to-end/src/test/resources/org/teiten/checks/" + name)
        .toString();
  }

  /** ExecStart under everything of the unit that can be had without systemd. */
  private List<String> asTheUnit(String... command) throws IOException {
    Path unit = deb.path("/usr/lib/systemd/system/teiten-sensor.service");
    assertThat(unit)
        .content()
        .contains(
            "\nAmbientCapabilities=CAP_NET_RAW\n",
            "\nCapabilityBoundingSet=CAP_NET_RAW\n",
            "\nProtectProc=invisible\n",
            "\nUMask=0077\n",
            "\nExecStart=/usr/bin/teiten-sensor run --config /etc/teiten/sensor.yaml\n");
    List<String> words = new ArrayList<>(List.of("unshare", "--mount", "sh", "-ec"));
    words.add("mount -t proc -o hidepid=invisible proc /proc; umask 0077; exec \"$@\"");
    words.addAll(List.of("sh", "setpriv", "--reuid", "" + USER, "--regid", "" + USER));
    words.addAll(List.of("--clear-groups", "--no-new-privs", "--bounding-set=-all,+net_raw"));
    words.addAll(List.of("--inh-caps=-all,+net_raw", "--ambient-caps=-all,+net_raw"));
    words.addAll(List.of("env", "-i", "--default-signal=HUP", "PATH=/usr/bin:/bin"));
    words.add("NOTIFY_SOCKET=" + socket());
    words.add("WATCHDOG_USEC=" + PERIOD_MICROS);
    words.addAll(List.of("python3", script("seccomp.py"), unit.toString()));
    words.add(deb.path("/usr/bin/teiten-sensor").toString());
    words.addAll(List.of(command));
    return words;
  }

  private void start() throws IOException {
    Path settings = folder.resolve("settings");
    Files.move(config, settings);
    ChildProcess.run(List.of("mkfifo", config.toString())).orThrow("mkfifo");
    give("" + USER, config);
    sensor =
        ChildProcess.start(
            folder,
            "sensor",
            Namespaces.within(namespaces.sensor, asTheUnit("run", "--config", config.toString())));
    try (FileChannel asked = FileChannel.open(config, READ, WRITE)) {
      await().atMost(PATIENCE).until(this::ignoresHangUps);
      await().atMost(PATIENCE).until(this::readsItsSettingsInSpiteOfAHangUp);
      hangUp();
      asked.write(ByteBuffer.wrap(Files.readAllBytes(settings)));
      Files.move(settings, config, REPLACE_EXISTING);
    }
    awaitMessage("READY=1|STATUS=mon0: ");
  }

  private boolean ignoresHangUps() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + sensor.pid() + "/status")).stream()
        .anyMatch(line -> line.matches("SigIgn:\\s+[0-9a-f]*[13579bdf]"));
  }

  private boolean readsItsSettingsInSpiteOfAHangUp() throws IOException {
    hangUp();
    assertThat(sensor.alive()).as(sensor.err()).isTrue();
    try (Stream<Path> open = Files.list(Path.of("/proc/" + sensor.pid() + "/fd"))) {
      return open.anyMatch(this::leadsToSettings);
    }
  }

  private boolean leadsToSettings(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).equals(config);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private Stream<String> messages() {
    return receiver.out().lines();
  }

  private long count(String part) {
    return messages().filter(message -> message.contains(part)).count();
  }

  private void awaitMessage(String part) {
    await(part)
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(sensor.alive()).as(sensor.err()).isTrue();
              return count(part) > 0;
            });
  }

  private void give(String user, Path file) {
    ChildProcess.run(List.of("chown", user, file.toString())).orThrow("chown");
  }

  @Test
  void observesUnderExactlyWhatTheUnitAllowsAndTellsHowItIs() throws IOException {
    give("" + USER, config);
    assertThat(ChildProcess.run(asTheUnit("check", "--config", config.toString())).err())
        .contains("mon0"); // there is none outside of the sensor's namespace
    start();
    assertThat(Files.readAllLines(Path.of("/proc/" + sensor.pid() + "/status")))
        .contains("CapEff:\t" + NET_RAW, "CapBnd:\t" + NET_RAW, "CapAmb:\t" + NET_RAW)
        .contains("NoNewPrivs:\t1", "Seccomp:\t2")
        .anyMatch(line -> line.startsWith("Uid:\t" + USER + "\t" + USER));
    new Scanners(namespaces).hping("-S -p 445", 20, Namespaces.monitored(0));
    await()
        .atMost(PATIENCE)
        .until(() -> metrics().value("teiten_meter_classified_packets_total", "scan") == 20);
    awaitMessage(" in all, 0 lost; ");
    awaitMessage("WATCHDOG=1|STATUS=");
    assertThat(receiver.out()).doesNotContain("203.0.113.");
    assertThat(sensor.err()).doesNotContain("ERROR");

    reloads();
    starvesTheWatchdogWhenADutyIsStuck();

    assertThat(sensor.terminate().exit()).as(sensor.err()).isZero();
    assertThat(messages().reduce((a, b) -> b)).get().asString().contains("STOPPING=1");
    try (Stream<Path> spooled = Files.list(folder.resolve("spool"))) {
      assertThat(spooled).anyMatch(file -> file.toString().endsWith(".avro"));
    }
  }

  private Metrics metrics() {
    return new Metrics(
        Namespaces.run(namespaces.sensor, List.of("curl", "-s", "http://127.0.0.1:9101/metrics"))
            .out());
  }

  private void reloads() throws IOException {
    String settings = Files.readString(config);
    await() // for the answer to the signal that came during the start
        .atMost(PATIENCE)
        .until(() -> count("READY=1") == 2);
    assertThat(count("RELOADING=1|MONOTONIC_USEC=")).isEqualTo(1);

    Files.writeString(config, settings.replace("sensor: ", "senzor: "));
    hangUp();
    await().atMost(PATIENCE).until(() -> count("READY=1") == 3);
    assertThat(sensor.err()).contains("the settings in effect stay", "did you mean \"sensor\"?");

    Files.writeString(config, settings.replace("interval: 1s", "interval: 2s"));
    hangUp();
    await().atMost(PATIENCE).until(() -> count("READY=1") == 4);
    assertThat(sensor.err()).contains("a restart is needed for: interval");
    assertThat(sensor.alive()).isTrue();
    Files.writeString(config, settings);
  }

  private void hangUp() {
    ChildProcess.run(List.of("kill", "-HUP", Long.toString(sensor.pid()))).orThrow("kill");
  }

  /** Each duty in turn: whoever waits in the kernel leaves the rest of the process able to work. */
  private void starvesTheWatchdogWhenADutyIsStuck() {
    try (ChildProcess freezer =
        ChildProcess.start(
            folder,
            "freezer",
            List.of(
                "python3", script("freeze_thread.py"), Long.toString(sensor.pid()), "capture"))) {
      await().atMost(PATIENCE).until(() -> freezer.out().endsWith("\n"));
      long frozen = Long.parseLong(freezer.out().strip());
      awaitMessage("STATUS=stuck: the capture thread");
      assertThat(lastFed()).isLessThan(frozen + 2 * PERIOD_MICROS);
      long fed = count("WATCHDOG=1");
      await()
          .atMost(PATIENCE)
          .until(() -> count("STATUS=stuck") >= 4); // it has starved for a period
      assertThat(count("WATCHDOG=1")).isEqualTo(fed);
    }
    long fed = count("WATCHDOG=1");
    await().atMost(PATIENCE).until(() -> count("WATCHDOG=1") > fed);
    assertThat(sensor.err()).contains("the capture thread stands still", "moves again");
  }

  private long lastFed() {
    return messages()
        .filter(message -> message.contains("WATCHDOG=1"))
        .mapToLong(message -> Long.parseLong(message.substring(0, message.indexOf(' '))))
        .max()
        .orElseThrow();
  }
}
