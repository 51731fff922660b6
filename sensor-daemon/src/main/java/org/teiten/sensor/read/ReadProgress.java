// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One line on a terminal that says how far reading is, once it takes longer than a second. */
final class ReadProgress implements AutoCloseable {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1) / 2;

  private final PrintStream terminal;
  private final long beganNanos = System.nanoTime();
  private long nextNanos = beganNanos + 2 * INTERVAL_NANOS;
  private boolean shown;

  /** Shows nothing if nobody would see it. */
  ReadProgress() {
    this("1".equals(System.getenv("TEITEN_STDERR_IS_TERMINAL")) ? System.err : null);
  }

  ReadProgress(PrintStream terminal) {
    this.terminal = terminal;
  }

  void at(String file, long packets) {
    if (terminal == null) {
      return;
    }
    long now = System.nanoTime();
    if (now - nextNanos < 0) {
      return;
    }
    nextNanos = now + INTERVAL_NANOS;
    shown = true;
    long seconds = TimeUnit.NANOSECONDS.toSeconds(now - beganNanos);
    terminal.printf(Locale.ROOT, "\r\033[K%,d packets, %d s: %s", packets, seconds, file);
    terminal.flush();
  }

  @Override
  public void close() {
    if (shown) {
      terminal.print("\r\033[K");
      terminal.flush();
    }
  }
}
