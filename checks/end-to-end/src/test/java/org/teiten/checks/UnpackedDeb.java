// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A package as 'mvn package' left it, and what it holds.
 *
 * @param file the .deb
 * @param root where its files were unpacked
 * @param control where its control files were unpacked
 */
record UnpackedDeb(Path file, Path root, Path control) {
  /** Unpacks the newest; skipped visibly where the build could make none. */
  static UnpackedDeb of(String module, Path folder) throws IOException {
    Path file = newest(Checkout.top().resolve(module + "/target"));
    Path root = Files.createDirectories(folder).resolve("root");
    Path control = folder.resolve("control");
    ChildProcess.run(List.of("dpkg-deb", "-x", file.toString(), root.toString())).orThrow("-x");
    ChildProcess.run(List.of("dpkg-deb", "-e", file.toString(), control.toString())).orThrow("-e");
    return new UnpackedDeb(file, root, control);
  }

  private static Path newest(Path target) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.toString().endsWith(".deb"))
          .findFirst()
          .orElseThrow(
              () -> Checkout.skipped("no .deb in " + target + ": dpkg-deb or jlink is not here"));
    }
  }

  /** A file of the package. */
  Path path(String absolute) {
    return root.resolve(absolute.substring(1));
  }

  /** One field of its control file. */
  String field(String name) {
    return ChildProcess.run(List.of("dpkg-deb", "-f", file.toString(), name))
        .orThrow(name)
        .out()
        .strip();
  }

  /** Its files as tar lists them. */
  List<String> listing() {
    return ChildProcess.run(List.of("dpkg-deb", "-c", file.toString()))
        .orThrow("-c")
        .out()
        .lines()
        .toList();
  }
}
