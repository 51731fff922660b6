// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where things lie, and what this machine lets a test do. */
final class Checkout {
  private Checkout() {}

  /** The top folder of the checkout. */
  static Path top() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      if (Files.isRegularFile(p.resolve("demo.sh")) && Files.isDirectory(p.resolve("config"))) {
        return p;
      }
    }
    throw new IllegalStateException("run inside of a checkout: no demo.sh above " + Path.of(""));
  }

  static Path sensor() {
    return launcher("sensor-daemon/target/teiten-sensor/bin/teiten-sensor");
  }

  static Path central() {
    return launcher("central-store/target/teiten-central/bin/teiten-central");
  }

  static Path simulate() {
    return launcher("checks/simulator/target/teiten-simulate/bin/teiten-simulate");
  }

  private static Path launcher(String path) {
    Path launcher = top().resolve(path);
    if (!Files.isExecutable(launcher)) {
      throw new IllegalStateException(launcher + " is missing: run 'mvn package' first");
    }
    return launcher;
  }

  /** The folder with captures and their truth; the test is skipped visibly where it is absent. */
  static Path sharedCaptures() {
    Path captures = top().resolveSibling("shared").resolve("captures");
    if (!Files.isDirectory(captures.resolve("files"))) {
      skip("the folder ../shared/captures is not beside this checkout");
    }
    return captures;
  }

  /** Namespaces, raw sockets and scanners need root; without it the test is skipped visibly. */
  static void requireNamespaces() {
    if (!"root".equals(System.getProperty("user.name"))) {
      skip("network namespaces and raw sockets need root: run ./test.sh as root or with sudo");
    }
    requireTools("ip", "nft", "tcpdump", "tcpreplay", "curl", "nmap", "masscan", "zmap", "hping3");
  }

  /** In CI nothing that could run is skipped: there the same is a failure. */
  private static void skip(String reason) {
    if ("true".equals(System.getenv("CI"))) {
      fail("would be skipped, which CI does not allow: " + reason);
    }
    abort(reason);
  }

  /** The same where an exception is wanted. */
  static RuntimeException skipped(String reason) {
    skip(reason);
    return new IllegalStateException(reason);
  }

  /** Tools that a test needs; without one of them it is skipped visibly. */
  static void requireTools(String... tools) {
    for (String tool : tools) {
      if (onPath(tool).isEmpty()) {
        skip("'" + tool + "' is not installed: ./test.sh installs it");
      }
    }
  }

  private static Optional<Path> onPath(String tool) {
    for (String folder : (System.getenv("PATH") + ":/usr/sbin:/sbin").split(":", -1)) {
      Path file = Path.of(folder, tool);
      if (Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
