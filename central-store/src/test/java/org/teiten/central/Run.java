// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.teiten.support.errors.CommandRunner;

/** Runs commands as a user would: in this process, or as one of their own. */
public final class Run {
  /** What a command left. */
  public record Result(int code, String out, String err) {}

  private Run() {}

  /** A command in this process. */
  public static synchronized Result command(Object... words) {
    PrintStream systemOut = System.out;
    PrintStream systemErr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int code = CommandRunner.run(new CentralCommand(), texts(words).toArray(String[]::new));
      return new Result(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(systemOut);
      System.setErr(systemErr);
    }
  }

  /** A command as a process of its own; its stderr goes to a file. */
  static Process process(Path stderr, Object... words) throws IOException {
    return process(stderr, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), words);
  }

  /**
   * The same with its own virtual machine.
   *
   * @param virtualMachine options of it
   */
  public static Process process(Path stderr, List<String> virtualMachine, Object... words)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 22) {
      line.add("--enable-native-access=ALL-UNNAMED");
    }
    // DuckDB's driver unpacks its library there, and a killed process leaves it.
    line.add("-Djava.io.tmpdir=" + stderr.getParent());
    line.addAll(virtualMachine);
    line.add("-cp");
    line.add(System.getProperty("java.class.path"));
    line.add(CentralCommand.class.getName());
    line.addAll(texts(words));
    return new ProcessBuilder(line)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.appendTo(stderr.toFile()))
        .start();
  }

  /** A configuration with one sensor, free ports and no origins, quick to start. */
  static Path config(Path folder, String... lines) throws IOException {
    return Files.writeString(
        folder.resolve("central-store.yaml"),
        String.join(
            "\n",
            "data: data",
            "sensors: [{id: sensor-01, group: jp}]",
            "ingest: {listen: '127.0.0.1:0'}",
            "http: {listen: '127.0.0.1:0'}",
            "store: {memory_limit: 256MiB, min_free: 0B}",
            "knowledge: {services: '" + Shipped.config("knowledge/services.csv.gz") + "'}",
            String.join("\n", lines),
            ""));
  }

  private static List<String> texts(Object... words) {
    List<String> texts = new ArrayList<>();
    for (Object word : words) {
      texts.add(word.toString());
    }
    return texts;
  }
}
