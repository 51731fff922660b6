// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One line on a terminal that says how far an import is, once it takes longer than a second. */
final class ImportProgress implements AutoCloseable {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1) / 2;
  private static final int BAR = 24;

  private final PrintStream terminal;
  private final LongSupplier nanoClock;
  private final long beganNanos;
  private final int batches;
  private final long bytes;
  private long nextNanos;
  private int doneBatches;
  private long doneBytes;
  private boolean shown;

  /** Shows nothing if nobody would see it. */
  ImportProgress(List<Path> batches) {
    this(
        batches,
        "1".equals(System.getenv("TEITEN_STDERR_IS_TERMINAL")) ? System.err : null,
        System::nanoTime);
  }

  ImportProgress(List<Path> batches, PrintStream terminal, LongSupplier nanoClock) {
    this.terminal = terminal;
    this.nanoClock = nanoClock;
    this.batches = batches.size();
    this.bytes = terminal == null ? 0 : batches.stream().mapToLong(ImportProgress::size).sum();
    beganNanos = nanoClock.getAsLong();
    nextNanos = beganNanos + 2 * INTERVAL_NANOS;
  }

  private static long size(Path batch) {
    try {
      return Files.size(batch);
    } catch (IOException e) {
      // Whoever reads it will say so.
      return 0;
    }
  }

  /** Another batch is done. */
  void done(Path batch) {
    if (terminal == null) {
      return;
    }
    doneBatches++;
    doneBytes += size(batch);
    long now = nanoClock.getAsLong();
    if (now - nextNanos < 0) {
      return;
    }
    nextNanos = now + INTERVAL_NANOS;
    shown = true;
    double share = bytes == 0 ? 1 : Math.min(1, (double) doneBytes / bytes);
    int full = (int) (share * BAR);
    long seconds = TimeUnit.NANOSECONDS.toSeconds(now - beganNanos);
    terminal.printf(
        Locale.ROOT,
        "\r\033[K[%s%s] %3.0f %%  %,d of %,d batches, %d s",
        "#".repeat(full),
        " ".repeat(BAR - full),
        100 * share,
        doneBatches,
        batches,
        seconds);
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
