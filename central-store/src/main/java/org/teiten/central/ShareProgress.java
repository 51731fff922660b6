// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.util.Locale;
import java.util.function.DoubleConsumer;

/** One line on a terminal that says what share is done; nothing elsewhere. */
final class ShareProgress implements DoubleConsumer, AutoCloseable {
  private static final int BAR = 24;
  private static final double HUNDRED = 100;

  private final boolean terminal = "1".equals(System.getenv("TEITEN_STDERR_IS_TERMINAL"));
  private int shown = -1;

  @Override
  public void accept(double share) {
    int percent = (int) (Math.min(1, share) * HUNDRED);
    if (!terminal || percent == shown) {
      return;
    }
    shown = percent;
    int full = (int) (percent / HUNDRED * BAR);
    System.err.printf(
        Locale.ROOT, "\r\033[K[%s%s] %3d %%", "#".repeat(full), " ".repeat(BAR - full), percent);
    System.err.flush();
  }

  @Override
  public void close() {
    if (shown >= 0) {
      System.err.print("\r\033[K");
      System.err.flush();
      shown = -1;
    }
  }
}
