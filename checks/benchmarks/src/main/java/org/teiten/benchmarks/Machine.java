// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** On what it was measured. */
record Machine(
    String commit,
    String processor,
    int cores,
    double load,
    String kernel,
    String jdk,
    Instant at) {
  static Machine here(Path checkout) throws IOException, InterruptedException {
    return new Machine(
        commit(checkout),
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String commit(Path checkout) throws IOException, InterruptedException {
    String commit = Command.output(checkout, "git", "rev-parse", "--short=12", "HEAD").strip();
    String changed =
        Command.output(checkout, "git", "status", "--porcelain", "--untracked-files=no").strip();
    return changed.isEmpty() ? commit : commit + " with uncommitted changes";
  }

  String markdown() {
    return """
        Commit %s, %s, %s, %d cores, load %.1f before the run (more than 0.5: something else ran, and
        wall clock times mean little), %s, %s.
        """
        .formatted(commit, at, processor, cores, load, kernel, jdk);
  }
}
