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

  /** How long a program took: wall clock, and processor time of it and its children. */
  record Timing(double wallSeconds, double cpuSeconds) {}

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
          new ArrayList<>(
              List.of(
                  "bash",
                  "-c",
                  "TIMEFORMAT='%3R %3U %3S'; out=$1; err=$2; shift 2; time \"$@\" >\"$out\" 2>\"$err\"",
                  "bash",
                  standardOutput.toString(),
                  standardError.toString()));
      timed.addAll(command);
      ProcessBuilder builder = new ProcessBuilder(timed).redirectError(times.toFile());
      builder.environment().put("LC_ALL", "C");
      int status = builder.start().waitFor();
      if (status != 0) {
        throw new IOException(
            String.join(" ", command)
                + " exits with "
                + status
                + ": "
                + Files.readString(standardError));
      }
      String[] seconds = Files.readString(times).strip().split(" ", -1);
      return new Timing(
          Double.parseDouble(seconds[0]),
          Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]));
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
