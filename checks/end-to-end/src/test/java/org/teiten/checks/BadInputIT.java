// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teiten.checks.traffic.Frames;
import org.teiten.checks.traffic.PcapFileWriter;

/**
 * What goes wrong in front of the user: one clear sentence, the right exit code, no stack trace.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
  private static final int WORLD = 1;
  private static final int USAGE = 2;

  /**
   * One mistake.
   *
   * @param named what the message must name
   */
  record Mistake(String what, int exit, List<String> named, List<String> command) {
    @Override
    public String toString() {
      return what;
    }
  }

  @TempDir static Path folder;
  private Path capture;

  @BeforeAll
  void writeCapture() throws IOException {
    capture = folder.resolve("good.pcap");
    Frames frames = new Frames(Namespaces.OUTSIDE_MAC, Namespaces.SENSOR_MAC);
    try (PcapFileWriter file = new PcapFileWriter(capture)) {
      for (int i = 0; i < 10; i++) {
        file.write(i, frames.tcp("198.51.100.1", 40_000 + i, "203.0.113.8", 445, "S"));
      }
    }
  }

  List<Mistake> mistakesWithCaptures() throws IOException {
    byte[] whole = Files.readAllBytes(capture);
    Path truncated =
        Files.write(folder.resolve("truncated.pcap"), Arrays.copyOf(whole, whole.length - 7));
    byte[] other = whole.clone();
    other[23] = (byte) 147;
    Path linkType = Files.write(folder.resolve("linktype.pcap"), other);
    Path garbage = Files.writeString(folder.resolve("garbage.pcap"), "this is no capture at all\n");
    Path empty = Files.createFile(folder.resolve("empty.pcap"));
    return List.of(
        read("missing capture", WORLD, "nowhere.pcap", folder.resolve("nowhere.pcap").toString()),
        read("folder for a capture", WORLD, folder.toString(), folder.toString()),
        read("text for a capture", WORLD, "garbage.pcap", garbage.toString()),
        read("empty capture", WORLD, "empty.pcap", empty.toString()),
        read("truncated capture", WORLD, "truncated.pcap", truncated.toString()),
        read("capture of another link type", WORLD, "147", linkType.toString()),
        read("no capture at all", USAGE, "FILE"),
        read("unknown option", USAGE, "--monitred", "--monitred", "x", capture.toString()),
        read("no prefix", USAGE, "--monitored", "--monitored", "300.1.2.3/8", capture.toString()),
        read("unknown format", USAGE, "xml", "--format", "xml", capture.toString()),
        read(
            "batches without sensor",
            USAGE,
            "--sensor",
            "--batches",
            folder.resolve("b").toString(),
            "--monitored",
            "203.0.113.0/24",
            capture.toString()));
  }

  List<Mistake> mistakesInConfiguration() throws IOException {
    String good = Settings.sensor(folder.resolve("spool"));
    Path noFolder = Files.writeString(folder.resolve("a-file"), "");
    return List.of(
        check("malformed YAML", good + "spool: [\n", "malformed-YAML.yaml:"),
        check("unknown key", good + "colour: red\n", "colour"),
        check("misspelt key", good.replace("interval:", "intervall:"), "interval"),
        check("duplicate key", good + "group: again\n", "group"),
        check("interval that does not divide an hour", good.replace("1s", "7s"), "interval"),
        check("missing monitored", good.replaceAll("monitored: .*\n", ""), "monitored"),
        check("no number", good.replace("65536", "many"), "keys"),
        check("plain HTTP", good.replace("allow_plain_http: true", ""), "allow_plain_http"),
        check("no such interface", good.replace("mon0", "none0"), "none0"),
        check(
            "spool that cannot be",
            good.replace("directory: " + folder.resolve("spool"), "directory: " + noFolder + "/x"),
            "spool"),
        central("unknown configuration", USAGE, "absent.yaml", "check", "absent.yaml"),
        centralCheck("unknown key of the centre", "colour: red\n", "colour"),
        centralCheck("malformed YAML of the centre", "sensors: [\n", "central"),
        centralCheck("duplicate key of the centre", "data: /tmp/x\n", "data"));
  }

  @ParameterizedTest
  @MethodSource("mistakesWithCaptures")
  void mistakeWithCapturesIsOneClearSentence(Mistake mistake) {
    expect(mistake);
  }

  @ParameterizedTest
  @MethodSource("mistakesInConfiguration")
  void mistakeInConfigurationIsNamed(Mistake mistake) {
    expect(mistake);
  }

  @Test
  void everyProblemOfAConfigurationIsListedWithItsLine() throws IOException {
    String bad =
        Settings.sensor(folder.resolve("spool"))
            .replace("1s", "soon")
            .replace("65536", "many")
            .concat("colour: red\n");
    Path file = Files.writeString(folder.resolve("three.yaml"), bad);
    ChildProcess.Outcome outcome =
        ChildProcess.run(
            List.of(Checkout.sensor().toString(), "check", "--config", file.toString()));
    assertThat(outcome.exit()).isEqualTo(USAGE);
    assertThat(outcome.err())
        .containsPattern("three\\.yaml:5:\\d+: interval")
        .containsPattern("three\\.yaml:7:\\d+: .*keys")
        .containsPattern("three\\.yaml:15:\\d+: .*colour");
  }

  @Test
  void portInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      String settings =
          Settings.sensor(folder.resolve("spool")).replace("mon0", "lo").replace("9101", port);
      Path file = Files.writeString(folder.resolve("port.yaml"), settings);
      expect(
          new Mistake(
              "sensor's port in use",
              WORLD,
              List.of(port),
              List.of(Checkout.sensor().toString(), "run", "--config", file.toString())));
      String centre =
          Settings.centre(folder.resolve("store-port"))
              .replace(Namespaces.CENTRE_ADDRESS + ":8470", "127.0.0.1:" + port);
      Path centreFile = Files.writeString(folder.resolve("centre-port.yaml"), centre);
      expect(
          new Mistake(
              "centre's port in use",
              WORLD,
              List.of(port),
              List.of(Checkout.central().toString(), "run", "--config", centreFile.toString())));
    }
  }

  @Test
  void missingCapabilityIsNamed() throws IOException {
    Checkout.requireNamespaces();
    Path open = Files.createTempDirectory("teiten-nobody");
    try {
      ChildProcess.run(List.of("chmod", "777", open.toString())).orThrow("chmod");
      String settings = Settings.sensor(open.resolve("spool")).replace("mon0", "lo");
      Path file = Files.writeString(open.resolve("nobody.yaml"), settings);
      expect(
          new Mistake(
              "no CAP_NET_RAW",
              WORLD,
              List.of("CAP_NET_RAW"),
              asNobody(Checkout.sensor().toString(), "run", "--config", file.toString())));
    } finally {
      ChildProcess.run(List.of("rm", "-rf", open.toString()));
    }
  }

  @Test
  void unreadableCaptureIsNamed() throws IOException {
    Checkout.requireNamespaces();
    Path open = Files.createTempDirectory("teiten-nobody");
    try {
      ChildProcess.run(List.of("chmod", "755", open.toString())).orThrow("chmod");
      Path secret = Files.copy(capture, open.resolve("secret.pcap"));
      ChildProcess.run(List.of("chmod", "600", secret.toString())).orThrow("chmod");
      expect(
          new Mistake(
              "unreadable capture",
              WORLD,
              List.of("secret.pcap", "ermi"),
              asNobody(Checkout.sensor().toString(), "read", secret.toString())));
    } finally {
      ChildProcess.run(List.of("rm", "-rf", open.toString()));
    }
  }

  private static List<String> asNobody(String... command) {
    List<String> whole =
        new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    whole.add("--inh-caps=-all");
    whole.addAll(List.of(command));
    return whole;
  }

  private static void expect(Mistake mistake) {
    ChildProcess.Outcome outcome = ChildProcess.run(mistake.command());
    assertThat(outcome.exit())
        .as("exit code; it said: %s", outcome.err())
        .isEqualTo(mistake.exit());
    assertThat(outcome.err()).isNotBlank().contains(mistake.named());
    assertThat(outcome.err())
        .as("no stack trace")
        .doesNotContain("\tat ", "Exception", "internal error");
    assertThat(outcome.err().lines().filter(l -> !l.isBlank()).count()).isLessThanOrEqualTo(4);
  }

  private static Mistake read(String what, int exit, String named, String... arguments) {
    List<String> command = new ArrayList<>(List.of(Checkout.sensor().toString(), "read"));
    command.addAll(List.of(arguments));
    return new Mistake(what, exit, List.of(named), command);
  }

  private Mistake check(String what, String yaml, String named) throws IOException {
    Path file = Files.writeString(folder.resolve(what.replace(' ', '-') + ".yaml"), yaml);
    return new Mistake(
        what,
        USAGE,
        List.of(named),
        List.of(Checkout.sensor().toString(), "check", "--config", file.toString()));
  }

  private Mistake centralCheck(String what, String more, String named) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("central-" + what.replace(' ', '-') + ".yaml"),
            Settings.centre(folder.resolve("store")) + more);
    return central(what, USAGE, named, "check", file.toString());
  }

  private static Mistake central(
      String what, int exit, String named, String command, String config) {
    return new Mistake(
        what,
        exit,
        List.of(named),
        List.of(Checkout.central().toString(), command, "--config", config));
  }
}
