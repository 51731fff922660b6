// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.sensor.CommandLineFixture.Ran;
import org.teiten.support.config.ConfigDump;
import org.teiten.support.config.ConfigFile;

class SensorConfigTest {
  private static final Path SHIPPED = Path.of("../config/sensor.yaml");
  private static final String MINIMAL =
      """
      sensor: tokyo-1
      interface: lo
      monitored: [203.0.113.0/24]
      spool: {directory: spool}
      centre: {url: "http://127.0.0.1:8480"}
      """;

  @TempDir Path folder;

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("sensor.yaml"), yaml);
  }

  @Test
  void loadsTheShippedFileAndFindsEveryKeyInIt() throws Exception {
    SensorConfig shipped = ConfigFile.load(SHIPPED, SensorConfig.class);
    SensorConfig minimal = ConfigFile.load(file(MINIMAL), SensorConfig.class);
    assertThat(shipped.capture()).isEqualTo(minimal.capture());
    assertThat(shipped.table()).isEqualTo(minimal.table());
    assertThat(shipped.http()).isEqualTo(minimal.http());
    assertThat(shipped.interval()).isEqualTo(Duration.ofSeconds(60));
    assertThat(shipped.shutdownDeadline()).isEqualTo(minimal.shutdownDeadline());
    String text = Files.readString(SHIPPED);
    ConfigDump.yaml(minimal)
        .lines()
        .map(line -> line.replaceFirst("^( *[a-z_]+):.*", "$1:"))
        .forEach(key -> assertThat(text.lines()).anyMatch(line -> line.startsWith(key)));
    assertThat(text).contains("# filter:");
  }

  @Test
  void listsEveryProblemWithItsLineAndNoMonitoredAddress() throws IOException {
    Path file =
        file(
            """
            sensor: Tokyo 1
            interface: no-such-0
            monitored: [203.0.113.0/24, 203.0.113.7]
            interval: 7s
            capture: {snap_length: 20, ring: 3MiB}
            table: {keys: 16000000}
            spool: {directory: /proc/nowhere, max_byte: 1GiB}
            centre: {url: "http://192.0.2.1:8480"}
            """);
    Ran ran = CommandLineFixture.run("check", "--config", file);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines().map(line -> line.replace(file + ":", "")))
        .anyMatch(line -> line.startsWith("1:9: sensor: "))
        .anyMatch(line -> line.startsWith("5:24: capture.snap_length: must be 96"))
        .anyMatch(line -> line.startsWith("5:34: capture.ring: must be a power of two"))
        .anyMatch(line -> line.startsWith("6:15: table.keys: with folded_keys"))
        .anyMatch(line -> line.contains("spool.max_byte: unknown key; did you mean \"max_bytes\"?"))
        .anyMatch(line -> line.startsWith("8:15: centre.url: plain HTTP beyond loopback"));
    assertThat(ran.err()).doesNotContain("203.0.113").doesNotContain("\tat ");
  }

  @Test
  void checksWhatOnlyTheMachineShows() throws IOException {
    Files.writeString(folder.resolve("taken"), "a file");
    Path file =
        file(
            MINIMAL
                .replace("interface: lo", "interface: no-such-0")
                .replace("directory: spool", "directory: taken/spool"));
    Ran ran = CommandLineFixture.run("check", "--config", file);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err().lines().map(line -> line.replace(file + ":", "")).toList())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("2:12: interface: there is no interface \"no-such-0\""))
        .anyMatch(
            line ->
                line.startsWith(
                    "4:20: spool.directory: " + folder.resolve("taken") + " is not a folder"));
  }

  @Test
  void leavesItToTheServiceManagerToTryAgainWhereTheInterfaceIsNotThereYet() throws IOException {
    Path file = file(MINIMAL.replace("interface: lo", "interface: no-such-0"));

    Ran ran = CommandLineFixture.run("run", "--config", file);

    assertThat(ran.code()).isEqualTo(1); // 2 is final: RestartPreventExitStatus of the unit
    assertThat(ran.err()).contains("2:12: interface: there is no interface \"no-such-0\"");
  }

  @Test
  void refusesOverlappingPrefixesAndOddIntervals() throws IOException {
    Path file =
        file(
            MINIMAL.replace("[203.0.113.0/24]", "[203.0.113.0/24, 203.0.113.7]")
                + "interval: 7s\n");
    Ran ran = CommandLineFixture.run("check", "--config", file);
    assertThat(ran.err().lines().map(line -> line.replace(file + ":", "")).toList())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("3:12: monitored: holds prefixes that overlap"))
        .anyMatch(line -> line.startsWith("6:11: interval: "));
  }

  @Test
  void namesWhatIsWrongWithTheHostsOwnTraffic() throws IOException {
    Path file = file(MINIMAL + "capture: {own_traffic: maybe, management_ports: [22/tcp, ssh]}\n");
    Ran ran = CommandLineFixture.run("check", "--config", file);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err().lines().map(line -> line.replace(file + ":", "")).toList())
        .hasSize(2)
        .anyMatch(
            line -> line.startsWith("6:24: capture.own_traffic: ") && line.contains("present"))
        .anyMatch(line -> line.contains("capture.management_ports[1]: \"ssh\" is not a port"));
    file(MINIMAL.replace("interface: lo", "interface: any") + "capture: {own_traffic: present}\n");
    assertThat(CommandLineFixture.run("check", "--config", file).err())
        .contains("2:12: interface: any shows what this host sends twice or more");
  }

  @Test
  void listsEveryBadTunnelAndWhatSeveralThreadsCannotDo() throws IOException {
    Path file =
        file(
            MINIMAL
                + """
                capture:
                  threads: 17
                  tunnels:
                    - vxlan=198.51.100.1
                    - vxlan
                    - ipsec=198.51.100.1
                """);
    Ran ran = CommandLineFixture.run("check", "--config", file);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err().lines().map(line -> line.replace(file + ":", "")).toList())
        .anyMatch(line -> line.startsWith("10:") && line.contains("a tunnel is written KIND=PEER"))
        .anyMatch(line -> line.startsWith("11:") && line.contains("a tunnel is written KIND=PEER"));
    file(MINIMAL + "capture: {threads: 17}\n");
    assertThat(CommandLineFixture.run("check", "--config", file).err())
        .contains("6:20: capture.threads: must be 1 to 16, not 17");
    file(MINIMAL + "capture: {threads: 2, own_traffic: present}\n");
    assertThat(CommandLineFixture.run("check", "--config", file).err())
        .contains("capture.threads: must be 1 with own_traffic: present");
    file(MINIMAL + "capture: {threads: 16}\ntable: {keys: 1000000}\n");
    assertThat(CommandLineFixture.run("check", "--config", file).err())
        .contains("table: holds 1000000 keys for each of 16 capture threads");
  }

  @Test
  void refusesInterfacesOfWhichOneIsNamedTwiceOrThatCannotBeOpenedTogether() throws IOException {
    Path file = file(MINIMAL + "capture: {interfaces: [{name: lo}, {name: any}]}\n");
    assertThat(CommandLineFixture.run("check", "--config", file).err())
        .contains("capture.interfaces[1].name: must be one interface");
    file(MINIMAL + "capture: {interfaces: [{name: lo}]}\n");
    assertThat(CommandLineFixture.run("check", "--config", file).err())
        .contains("capture.interfaces: names an interface twice");
    file(MINIMAL + "capture: {threads: 8, interfaces: [{name: a}, {name: b}]}\n");
    assertThat(CommandLineFixture.run("check", "--config", file).err())
        .contains("capture.interfaces: with threads they need more than 16 capture threads");
    file(MINIMAL + "capture: {own_traffic: present, interfaces: [{name: a}]}\n");
    assertThat(CommandLineFixture.run("check", "--config", file).err())
        .contains("capture.interfaces: must be none with own_traffic: present");
    file(MINIMAL + "capture: {interfaces: [{name: no-such-0, filter: not port 22}]}\n");
    assertThat(CommandLineFixture.run("check", "--config", file).err())
        .contains("capture.interfaces: there is no interface \"no-such-0\"");
  }

  @Test
  void printsTheMemoryOfAllThreads() throws IOException {
    Path file = file(MINIMAL + "capture: {threads: 2}\ntable: {keys: 65536}\n");
    Ran ran = CommandLineFixture.run("check", "--config", file);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("65,536 keys an interval in each of 2 threads", "buffers: 24 MiB for");
  }

  @Test
  void dumpsManagementPortsAsTheyAreWritten() throws IOException {
    Path file = file(MINIMAL + "capture: {management_ports: [22/tcp, 51820/udp]}\n");
    assertThat(CommandLineFixture.run("dump", "--config", file).out())
        .contains("own_traffic: absent", "- 22/tcp", "- 51820/udp", "detail: source");
  }

  @Test
  void printsTheMemoryOfTheCompactTables() throws IOException {
    Path file = file(MINIMAL + "table: {detail: port, keys: 16000000, folded_keys: 8192}\n");
    Ran ran = CommandLineFixture.run("check", "--config", file);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("8,192 keys without source an interval", "MiB of memory");
  }

  @Test
  void printsTheMemoryOfTheTables() throws IOException {
    Ran ran = CommandLineFixture.run("check", "--config", file(MINIMAL));
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("no problems", "262,144 keys an interval", "MiB of memory");
    assertThat(folder.resolve("spool")).doesNotExist();
  }

  @Test
  void dumpsWhatIsInEffectWithMonitoredAddressesMasked() throws IOException {
    Ran ran = CommandLineFixture.run("dump", "--config", file(MINIMAL));
    assertThat(ran.out())
        .contains("interval: 60s", "directory: " + folder.resolve("spool"), "'********'")
        .contains("management_ports: []", "tunnels: []")
        .doesNotContain("203.0.113", "&id");
  }

  @Test
  void failsInOneSentenceWithoutAConfiguration() {
    for (String command : List.of("run", "check", "dump")) {
      Ran ran = CommandLineFixture.run(command, "--config", folder.resolve("none.yaml"));
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err().lines()).singleElement().asString().contains("no such file");
    }
  }
}
