// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.checks.FaultTrial.Fault;

/**
 * What a sensor's host can do to it, what the operator then sees, and what becomes of the packets.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final FaultsPage PAGE = new FaultsPage();

  @TempDir Path folder;

  @AfterAll
  static void writePage() throws IOException {
    if (Boolean.parseBoolean(System.getenv("TEITEN_WRITE_DOCS"))) {
      PAGE.write(Checkout.top().resolve("docs/56-faults.md"));
    }
  }

  private static Runnable shell(String namespace, String line) {
    return () -> Namespaces.shell(namespace, line);
  }

  @Test
  @Order(1)
  void theInterfaceGoesComesBackAndIsAnother() {
    try (Telescope telescope = Telescope.createForRestarts(folder)) {
      String host = telescope.namespaces.sensor;
      String outside = telescope.namespaces.outside;
      telescope.startCentre();
      telescope.startSensor();
      FaultTrial trial = new FaultTrial(telescope);
      trial.run(
          new Fault(
              "the interface goes down and comes back",
              shell(host, "ip link set mon0 down"),
              "interface mon0",
              "blind",
              shell(host, "ip link set mon0 up"),
              false));
      trial.run(
          new Fault(
              "the link is lost (cable, switch, peer) and comes back",
              shell(outside, "ip link set out0 down"),
              "interface mon0 has no link",
              "blind",
              shell(outside, "ip link set out0 up"),
              false));
      trial.run(
          new Fault(
              "the interface is renamed, and gets its name back",
              shell(host, "ip link set mon0 down; ip link set mon0 name was0; ip link set was0 up"),
              "interface mon0",
              "blind",
              shell(host, "ip link set was0 down; ip link set was0 name mon0; ip link set mon0 up"),
              false));
      trial.run(
          new Fault(
              "the interface vanishes and another of its name comes",
              shell(host, "ip link delete mon0"),
              "interface mon0",
              "blind",
              telescope.namespaces::plugIn,
              false));
      trial.run(
          new Fault(
              "the link has no address any more",
              shell(host, "ip address flush dev mon0"),
              null,
              null,
              () -> {},
              true));
      trial.run(
          new Fault(
              "the process is suspended for as long as packets come (SIGSTOP, SIGCONT)",
              () -> telescope.signalSensor("STOP"),
              null,
              null,
              () -> telescope.signalSensor("CONT"),
              true));
      trial.run(
          new Fault(
              "the centre goes away and comes back",
              telescope::killCentre,
              "the centre does not take batches",
              null,
              telescope::startCentre,
              true));
      trial.finish(PAGE);
    }
  }

  @Test
  @Order(2)
  void whatTheInterfaceDoesToPackets() {
    try (Telescope telescope =
        Telescope.create(
            folder,
            Settings::centreThatStartsQuickly,
            spool ->
                Settings.replaced(
                    Settings.sensor(spool), "table:", "capture: {promiscuous: true}\ntable:"))) {
      String host = telescope.namespaces.sensor;
      Checkout.requireTools("ethtool");
      Namespaces.shell(host, "ethtool -K mon0 gro on");
      telescope.startCentre();
      telescope.startSensor();
      String warning = "interface mon0 merges segments of one TCP stream (gro)";
      await("the sensor warns")
          .atMost(PATIENCE)
          .until(() -> telescope.sensorOutput().contains(warning));
      String link = Namespaces.run(host, List.of("ip", "-d", "link", "show", "mon0")).out();
      assertThat(link).contains("promiscuity 1");
      FaultTrial trial = new FaultTrial(telescope, FaultsIT::tagged);
      trial.observes(
          "frames bear a VLAN tag, which the kernel strips before the capture, as network cards do",
          "nothing: the packet counts by what is in the frame");
      trial.observes(
          "GRO is on, which merges segments of one TCP stream; `capture.promiscuous: true`",
          "log: WARN `" + warning + "…`",
          "doctor: warning `offloads`",
          "`ip -d link`: promiscuity 1");
      trial.finish(PAGE);
    }
  }

  /** With an 802.1Q tag of VLAN 7. */
  private static byte[] tagged(byte[] frame) {
    byte[] tagged = new byte[frame.length + 4];
    System.arraycopy(frame, 0, tagged, 0, 12);
    tagged[12] = (byte) 0x81;
    tagged[15] = 7;
    System.arraycopy(frame, 12, tagged, 16, frame.length - 12);
    return tagged;
  }

  @Test
  @Order(3)
  void severalInterfacesEachWithAFilterOfItsOwn() {
    try (Telescope telescope =
        Telescope.create(
            folder,
            Settings::centreThatStartsQuickly,
            spool ->
                Settings.replaced(
                    Settings.sensor(spool),
                    "interface: mon0",
                    "interface: none0",
                    "table:",
                    "capture: {filter: udp, interfaces: [{name: mon0, filter: tcp}]}\ntable:"))) {
      String host = telescope.namespaces.sensor;
      Namespaces.shell(
          host,
          "ip link add none0 type veth peer name none1; ip link set none0 up; ip link set none1 up");
      telescope.startCentre();
      telescope.startSensor();
      FaultTrial trial = new FaultTrial(telescope);
      trial.observes(
          "two interfaces in one sensor, each with a filter (`capture.interfaces`)",
          "metric: `teiten_capture_interface_packets_total{interface,fate}`");
      trial.run(
          new Fault(
              "one of two interfaces goes down",
              shell(host, "ip link set none0 down"),
              "interface none0",
              "blind",
              shell(host, "ip link set none0 up"),
              true));
      for (String name : List.of("none0", "mon0")) {
        await("the books of " + name).atMost(PATIENCE).until(() -> balances(telescope, name));
      }
      trial.finish(PAGE);
    }
  }

  private static boolean balances(Telescope telescope, String name) {
    Metrics metrics = telescope.sensorMetrics();
    String metric = "teiten_capture_interface_packets_total";
    String label = "interface=\"" + name + "\"";
    return metrics.value(metric, label, "fate=\"received\"")
        == metrics.value(metric, label, "fate=\"delivered\"")
            + metrics.value(metric, label, "fate=\"kernel_dropped\"");
  }

  @Test
  @Order(4)
  void theDiskOfTheSpoolIsFull() throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Namespaces.mount("tmpfs", "size=4m", disk);
    try (Telescope telescope =
        Telescope.create(
            folder,
            Settings::centreThatStartsQuickly,
            spool ->
                Settings.replaced(
                    Settings.sensor(spool),
                    "directory: " + spool,
                    "directory: " + disk.resolve("spool") + "\n  min_free: 1MiB"))) {
      telescope.startCentre();
      telescope.startSensor();
      FaultTrial trial = new FaultTrial(telescope);
      Path junk = disk.resolve("junk");
      AtomicBoolean full = new AtomicBoolean(true);
      Thread filler = new Thread(() -> fill(junk, full), "filler");
      String dropped = "teiten_spool_dropped_packets_total";
      trial.run(
          new Fault(
              "others fill the spool's disk, and make room again",
              () -> {
                // What waits there would be dropped to make room.
                trial.awaitDelivered();
                filler.start();
              },
              "the spool takes no batches",
              "troubled",
              () -> {
                await("what the disk refused is counted")
                    .atMost(PATIENCE)
                    .until(() -> telescope.sensorMetrics().value(dropped, "\"disk\"") == 20);
                full.set(false);
                delete(junk, filler);
              },
              false));
      trial.finish(PAGE);
    } finally {
      Namespaces.unmount(disk);
    }
  }

  /** Takes whatever is free, as long as it is to be full. */
  private static void fill(Path file, AtomicBoolean full) {
    byte[] page = new byte[4_096];
    while (full.get()) {
      try (var out =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        while (full.get()) {
          out.write(page);
        }
      } catch (IOException e) {
        Thread.onSpinWait(); // full; what becomes free is taken next
      }
    }
  }

  private static void delete(Path file, Thread filler) {
    await("nobody fills it any more").atMost(PATIENCE).until(() -> !filler.isAlive());
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Order(5)
  void theSensorHasIpv6Alone() {
    String up = "2001:db8:1::1";
    String centre = "2001:db8:1::2";
    try (Telescope telescope =
        Telescope.create(
            folder,
            store ->
                Settings.replaced(
                    Settings.centreThatStartsQuickly(store),
                    "listen: " + Namespaces.CENTRE_ADDRESS + ":8470",
                    "listen: '[" + centre + "]:8470'"),
            spool ->
                Settings.replaced(
                    Settings.sensor(spool),
                    "http://" + Namespaces.CENTRE_ADDRESS + ":8470",
                    "http://[" + centre + "]:8470"))) {
      ipv6(telescope.namespaces.sensor, "up0", up);
      ipv6(telescope.namespaces.centre, "sen0", centre);
      telescope.startCentre();
      telescope.startSensor();
      FaultTrial trial = new FaultTrial(telescope);
      trial.observes("the sensor reaches its centre by IPv6 alone", "nothing: all is well");
      trial.finish(PAGE);
    }
  }

  private static void ipv6(String namespace, String link, String address) {
    Namespaces.shell(
        namespace,
        "ip address flush dev %s; echo 0 >/proc/sys/net/ipv6/conf/%s/disable_ipv6;"
                .formatted(link, link)
            + " ip -6 address add %s/64 dev %s nodad".formatted(address, link));
  }

  @Test
  @Order(6)
  void namesCannotBeResolvedForAWhile() throws IOException {
    try (Telescope telescope =
        Telescope.create(
            folder,
            Settings::centreThatStartsQuickly,
            spool ->
                Settings.replaced(
                    Settings.sensor(spool),
                    "http://" + Namespaces.CENTRE_ADDRESS + ":8470",
                    "http://centre.example:8470"))) {
      Path hosts = telescope.namespaces.ownEtc("hosts", "192.0.2.2 centre.example\n");
      telescope.namespaces.ownEtc("resolv.conf", "nameserver 127.0.0.1\n");
      telescope.startCentre();
      telescope.startSensor();
      FaultTrial trial = new FaultTrial(telescope);
      trial.run(
          new Fault(
              "the centre's name cannot be resolved, then it can",
              () -> {
                write(hosts, "");
                telescope.killCentre(); // and with it the connection
              },
              "centre.example",
              null,
              () -> {
                write(hosts, "192.0.2.2 centre.example\n");
                telescope.startCentre();
              },
              true));
      trial.finish(PAGE);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Order(7)
  void theCentreIsReachedThroughAProxyThatAloneKnowsIt() {
    try (Telescope telescope =
        Telescope.create(
            folder,
            store ->
                Settings.replaced(
                    Settings.centreWithTls(store),
                    "names: [" + Namespaces.CENTRE_ADDRESS + "]",
                    "names: [centre.example]"),
            spool ->
                Settings.replaced(
                    Settings.sensorWithTls(spool),
                    "url: " + Settings.CENTRE_TLS,
                    "url: https://centre.example:8443\n  proxy: http://192.0.2.2:3128"))) {
      telescope.startCentre();
      ChildProcess[] proxy = {proxy(telescope)};
      try {
        String token =
            telescope
                .central("sensors", "invite", Telescope.SENSOR_ID)
                .orThrow("invite")
                .out()
                .strip();
        await("the proxy listens and the sensor is enrolled")
            .atMost(PATIENCE)
            .until(
                () -> telescope.sensor("enrol", "https://centre.example:8443", token).exit() == 0);
        telescope.startSensor();
        FaultTrial trial = new FaultTrial(telescope);
        trial.run(
            new Fault(
                "the centre is reached through an HTTP proxy (CONNECT), which goes away and comes back",
                () -> proxy[0].kill(),
                "the centre does not take batches",
                null,
                () -> proxy[0] = proxy(telescope),
                true));
        trial.finish(PAGE);
      } finally {
        proxy[0].close();
      }
    }
  }

  private static ChildProcess proxy(Telescope telescope) {
    return ChildProcess.start(
        telescope.folder,
        "proxy",
        Namespaces.within(
            telescope.namespaces.centre,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Checkout.top().resolve("checks/end-to-end/target/test-classes").toString(),
                ConnectProxy.class.getName(),
                Namespaces.CENTRE_ADDRESS,
                "3128",
                "centre.example",
                Namespaces.CENTRE_ADDRESS)));
  }

  /** Where something does keep the clock right this cannot be shown: the kernel is not ours. */
  @Test
  @Order(8)
  void nothingKeepsTheClockRight() {
    try (Telescope telescope = Telescope.createForRestarts(folder)) {
      telescope.startCentre();
      telescope.startSensor();
      FaultTrial trial = new FaultTrial(telescope);
      String because = "nothing keeps its clock right (NTP)";
      trial.observes(
          "nothing keeps the clock right (no NTP)",
          "centre: **clock**, `" + because + "`",
          "doctor: warning `clock`",
          "a notice's evidence: `clock=unsynchronised`");
      JsonNode listed = trial.listed();
      assumeTrue(
          listed.get("condition").asText().equals("clock"), "something keeps this clock right");
      assertThat(listed.get("because")).extracting(JsonNode::asText).contains(because);
      trial.finish(PAGE);
    }
  }

  @Test
  @Order(9)
  void memoryIsLimitedTo160MiB() throws IOException {
    MemoryLimit limit = MemoryLimit.of(160L << 20);
    try (Telescope telescope = Telescope.createForRestarts(folder)) {
      telescope.startCentre();
      telescope.startSensor(limit.wrapper(Files.createDirectory(folder.resolve("groups"))));
      FaultTrial trial = new FaultTrial(telescope);
      trial.run(
          new Fault(
              "a control group gives the sensor 160 MiB (`table.keys: 65536`), and 100,000 sources come",
              () -> telescope.flood(100_000),
              null,
              null,
              () -> {},
              true));
      assertThat(limit.mostBytes()).isLessThan(160L << 20);
      trial.finish(PAGE);
      PAGE.note("At most %d MiB of the 160 were in use.".formatted(limit.mostBytes() >> 20));
    } finally {
      limit.close();
    }
  }
}
