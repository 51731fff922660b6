// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.support.errors.CommandRunner;

class SimulateCommandTest {
  @TempDir Path folder;

  private final PrintStream stdout = System.out;
  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(stdout);
    System.setErr(stderr);
  }

  private int run(String... arguments) {
    return CommandRunner.run(new SimulateCommand(), arguments);
  }

  private String model(String more) throws Exception {
    return Models.write(folder, Models.small("2017-01-01", "2017-01-05", more)).toString();
  }

  private long files(String name) throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void writesBatchesAndSaysOnStdoutWhatItWrote() throws Exception {
    assertThat(run(model(""), "--batches", folder.resolve("out").toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("simulated small, seed 7: 2017-01-01 to 2017-01-05 (Asia/Tokyo)")
        .contains("batches 30, packets ");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(files("out")).isEqualTo(30);
  }

  @Test
  void aPartIsTheSameAsThatPartOfTheWhole() throws Exception {
    String model = model("");
    assertThat(run(model, "--batches", folder.resolve("whole").toString())).isZero();
    assertThat(
            run(
                model,
                "--batches",
                folder.resolve("part").toString(),
                "--from",
                "2017-01-04",
                "--to",
                "2017-01-04"))
        .isZero();
    assertThat(files("part")).isEqualTo(6);
    try (Stream<Path> parts = Files.walk(folder.resolve("part"))) {
      for (Path part : parts.filter(Files::isRegularFile).toList()) {
        Path whole = folder.resolve("whole").resolve(folder.resolve("part").relativize(part));
        assertThat(part).hasSameBinaryContentAs(whole);
      }
    }
  }

  @Test
  void writesCapturesOfAFewDays() throws Exception {
    assertThat(
            run(
                model(""),
                "--pcap",
                folder.resolve("out").toString(),
                "--seed",
                "9",
                "--to",
                "2017-01-01"))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("seed 9").contains("captures 6");
    assertThat(files("out")).isEqualTo(6);
  }

  @Test
  void wrongModelsAndUsageEndWithTwo() throws Exception {
    String target = folder.resolve("out").toString();
    assertThat(run(model("weather: rain"), "--batches", target)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("weather: unknown key");
    err.reset();
    String network = "changes: [{port: 23/tcp, from: 2017-01-01, factor: 1, networks: [AS64500]}]";
    assertThat(run(model(network), "--batches", target)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("model.yaml:24:")
        .contains("changes[0].networks[0]: AS64500 has no addresses there");
    assertThat(run(model(""))).isEqualTo(2);
    assertThat(run(model(""), "--batches", target, "--pcap", target)).isEqualTo(2);
    err.reset();
    assertThat(run(model(""), "--batches", target, "--to", "2018-01-01")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("must lie within the model: 2017-01-01 to 2017-01-05")
        .doesNotContain("\tat ");
    err.reset();
    assertThat(run(Models.JPCERT.toString(), "--pcap", target)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("at most 31 days");
  }

  @Test
  void aFailingWorldEndsWithOne() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(run(model(""), "--batches", file.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("file").doesNotContain("\tat ");
    err.reset();
    assertThat(run(folder.resolve("missing.yaml").toString(), "--batches", "x")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("missing.yaml");
  }
}
