// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One line on a terminal that says how far reading is, once it takes longer than a second. */
final class ReadProgress implements AutoCloseable {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1) / 2;
  private static final int BAR = 24;

  private final PrintStream terminal;
  private final LongSupplier nanoClock;
  private final long beganNanos;
  private long nextNanos;
  private boolean shown;

  /** Shows nothing if nobody would see it. */
  ReadProgress() {
    this(
        "1".equals(System.getenv("TEITEN_STDERR_IS_TERMINAL")) ? System.err : null,
        System::nanoTime);
  }

  ReadProgress(PrintStream terminal, LongSupplier nanoClock) {
    this.terminal = terminal;
    this.nanoClock = nanoClock;
    beganNanos = nanoClock.getAsLong();
    nextNanos = beganNanos + 2 * INTERVAL_NANOS;
  }

  /**
   * Says how far reading is, at most twice a second.
   *
   * @param position bytes of the file that were read
   * @param size bytes of the file, 0 if not known
   * @param packets read so far, of all files
   */
  void at(String file, long position, long size, long packets) {
    if (terminal == null) {
      return;
    }
    long now = nanoClock.getAsLong();
    if (now - nextNanos < 0) {
      return;
    }
    nextNanos = now + INTERVAL_NANOS;
    shown = true;
    long seconds = TimeUnit.NANOSECONDS.toSeconds(now - beganNanos);
    terminal.printf(
        Locale.ROOT,
        "\r\033[K%s%,d packets, %d s: %s",
        bar(position, size),
        packets,
        seconds,
        file);
    terminal.flush();
  }

  private static String bar(long position, long size) {
    if (size <= 0) {
      return "";
    }
    double share = Math.min(1, (double) position / size);
    int full = (int) (share * BAR);
    return String.format(
        Locale.ROOT, "[%s%s] %3.0f %%  ", "#".repeat(full), " ".repeat(BAR - full), 100 * share);
  }

  @Override
  public void close() {
    if (shown) {
      terminal.print("\r\033[K");
      terminal.flush();
    }
  }
}
