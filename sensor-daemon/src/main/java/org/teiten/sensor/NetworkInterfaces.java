// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The interfaces of this process's network namespace. {@link java.net.NetworkInterface} lists only
 * those that have an address, and an interface that captures a telescope often has none.
 */
final class NetworkInterfaces {
  private static final Path DEVICES = Path.of("/proc/self/net/dev");
  private static final int HEADINGS = 2;

  private NetworkInterfaces() {}

  static List<String> names() throws IOException {
    return Files.readAllLines(DEVICES).stream()
        .skip(HEADINGS)
        .map(line -> line.substring(0, line.indexOf(':')).strip())
        .sorted()
        .toList();
  }
}
