// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Other programs, run to their end. */
final class Command {
  private Command() {}

  /**
   * What a program took: wall clock, processor time of it and its children, and the most memory
   * that one of them had.
   */
  record Timing(double wallSeconds, double cpuSeconds, double memoryMib) {
    Timing plus(Timing next) {
      return new Timing(
          wallSeconds + next.wallSeconds,
          cpuSeconds + next.cpuSeconds,
          Math.max(memoryMib, next.memoryMib));
    }
  }

  /** What a program prints on standard output. */
  static String output(Path folder, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    requireSuccess(process.waitFor(), String.join(" ", command));
    return output;
  }

  /** Times a program, its outputs going into files. */
  static Timing time(Path standardOutput, Path standardError, List<String> command)
      throws IOException, InterruptedException {
    Path times = Files.createTempFile("teiten-times-", ".txt");
    try {
      List<String> timed =
          new ArrayList<>(List.of("/usr/bin/time", "-o", times.toString(), "-f", "%e %U %S %M"));
      timed.addAll(command);
      int status =
          new ProcessBuilder(timed)
              .redirectOutput(standardOutput.toFile())
              .redirectError(standardError.toFile())
              .start()
              .waitFor();
      if (status != 0) {
        throw new IOException(
            String.join(" ", command)
                + " exits with "
                + status
                + ": "
                + Files.readString(standardError));
      }
      String[] numbers = Files.readString(times).strip().split(" ", -1);
      return new Timing(
          Double.parseDouble(numbers[0]),
          Double.parseDouble(numbers[1]) + Double.parseDouble(numbers[2]),
          Double.parseDouble(numbers[3]) / 1_024);
    } finally {
      Files.delete(times);
    }
  }

  private static void requireSuccess(int status, String command) throws IOException {
    if (status != 0) {
      throw new IOException(String.format(Locale.ROOT, "%s exits with %d", command, status));
    }
  }
}
