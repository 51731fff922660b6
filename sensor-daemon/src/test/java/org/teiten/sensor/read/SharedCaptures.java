// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The captures beside the checkout, where they are. */
final class SharedCaptures {
  private static final int EVERY = 6;

  private SharedCaptures() {}

  /** Every sixth of them, and the one of many. */
  static Stream<Path> some() throws IOException {
    Path folder = folder();
    if (folder == null) {
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException("CI has no shared/captures beside the checkout");
      }
      Assumptions.abort("no shared/captures beside the checkout");
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sorted = files.sorted().toList();
      return Stream.concat(
          Stream.of(folder.resolve("COMPOSITE__given.pcap")),
          Stream.iterate(0, i -> i < sorted.size(), i -> i + EVERY).map(sorted::get));
    }
  }

  private static Path folder() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared/captures/files");
      if (Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    return null;
  }
}
