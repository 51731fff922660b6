// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * SIGHUP as the launcher leaves it: ignored, so that it does not end a Java that is still loading.
 * Java never handles a SIGHUP that it found ignored; one that a function catches, it does.
 */
final class IgnoredHangUp {
  private static final int SIGHUP = 1;
  private static final String MASK = "SigIgn:";

  private IgnoredHangUp() {}

  /**
   * Where SIGHUP is ignored, has it caught by a function that does nothing, from one instant to the
   * next.
   */
  static void end() throws IOException {
    if (isIgnored()) {
      Libc.Functions libc = Libc.functions();
      libc.signal(SIGHUP, libc.dlsym(null, "abs")); // takes a number, and may be called anywhere
    }
  }

  private static boolean isIgnored() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(MASK)) {
        long ignored = Long.parseUnsignedLong(line.substring(MASK.length()).strip(), 16);
        return (ignored & (1L << (SIGHUP - 1))) != 0;
      }
    }
    return false;
  }
}
