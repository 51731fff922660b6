// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the host that judge what we make. */
record Tool(Path folder, Map<String, String> environment) {
  /** Skips the test, and says so, where a program is not installed. */
  static void require(String... names) {
    for (String name : names) {
      boolean there =
          Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
              .anyMatch(one -> Files.isExecutable(Path.of(one, name)));
      assumeTrue(there, "skipped: needs " + name);
    }
  }

  /** What it prints; it must end with 0. */
  String run(Object... words) throws IOException {
    Path out = Files.createTempFile(folder, "out-", ".txt");
    Path err = Files.createTempFile(folder, "err-", ".txt");
    List<String> line = Stream.of(words).map(Object::toString).toList();
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("%s ends", line).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("%s: %s", line, Files.readString(err)).isZero();
    return Files.readString(out);
  }
}
