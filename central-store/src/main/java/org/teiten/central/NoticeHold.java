// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.teiten.central.backup.Backup;
import org.teiten.central.notify.journal.JournalInUseException;
import org.teiten.central.notify.journal.NoticeJournal;

/** Keeps the notices as they are while they are copied. */
final class NoticeHold {
  /** A pass of the running centre takes 20 s at most, a command not as long. */
  private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

  private static final long PAUSE_MILLIS = 100;

  private NoticeHold() {}

  /** Waits up to a minute for whoever has the journal. */
  static Backup.Hold of(Path notices) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return NoticeJournal.open(notices, Clock.systemUTC())::close;
      } catch (JournalInUseException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        try {
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", interrupted);
        }
      }
    }
  }
}
