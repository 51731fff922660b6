// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator;

import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One line on a terminal that says how far it is, once it takes longer than a second. */
final class Progress implements AutoCloseable {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final PrintStream terminal;
  private final int days;
  private final long beganNanos = System.nanoTime();
  private long nextNanos = beganNanos + 2 * INTERVAL_NANOS;
  private boolean shown;

  /**
   * Nothing done yet.
   *
   * @param terminal where to, or null if nobody would see it
   * @param days how many there are
   */
  Progress(PrintStream terminal, int days) {
    this.terminal = terminal;
    this.days = days;
  }

  static Progress onStderr(int days) {
    boolean seen = "1".equals(System.getenv("TEITEN_STDERR_IS_TERMINAL"));
    return new Progress(seen ? System.err : null, days);
  }

  void at(LocalDate day, int done) {
    long now = System.nanoTime();
    if (terminal == null || now - nextNanos < 0) {
      return;
    }
    nextNanos = now + INTERVAL_NANOS;
    shown = true;
    long seconds = TimeUnit.NANOSECONDS.toSeconds(now - beganNanos);
    terminal.printf(Locale.ROOT, "\r\033[K%s, day %d of %d, %d s", day, done, days, seconds);
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
