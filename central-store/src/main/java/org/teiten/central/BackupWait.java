// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import org.teiten.central.backup.BackupProgress;
import org.teiten.central.backup.BackupProgress.State;
import org.teiten.central.store.StoreBooks;

/** Waits for a backup that is being made elsewhere. */
final class BackupWait {
  private static final long PAUSE_MILLIS = 200;

  private BackupWait() {}

  /** Says how far one is. */
  interface Asking {
    BackupProgress ask() throws IOException;
  }

  /**
   * Waits.
   *
   * @return what the store in the backup holds
   * @throws IOException if it failed
   */
  static StoreBooks forBackup(BackupProgress begun, Asking asking, DoubleConsumer share)
      throws IOException {
    BackupProgress latest = begun;
    while (latest.state() == State.COPYING) {
      share.accept((double) latest.doneBytes() / Math.max(1, latest.totalBytes()));
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted; the backup goes on in " + latest.target(), e);
      }
      latest = asking.ask();
    }
    if (latest.state() != State.DONE) {
      throw new IOException(latest.trouble());
    }
    return latest.books();
  }
}
