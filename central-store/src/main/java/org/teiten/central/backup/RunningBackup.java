// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.central.backup.BackupProgress.State;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.StoreBooks;
import org.teiten.support.errors.ErrorText;

/** Makes one backup at a time beside everything else. Any thread. */
public final class RunningBackup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningBackup.class);

  private final Backup backup;
  private Thread thread;
  private BackupProgress latest = BackupProgress.NONE;

  public RunningBackup(Backup backup) {
    this.backup = backup;
  }

  /**
   * Begins one.
   *
   * @param target folder that is not there yet
   * @throws IllegalArgumentException if another is being made, or the target is no good place
   * @throws IOException if there is no room
   */
  public synchronized BackupProgress start(Path target) throws IOException {
    if (latest.state() == State.COPYING) {
      throw new IllegalArgumentException(
          "a backup to " + latest.target() + " is being made; try again later");
    }
    if (!target.isAbsolute()) {
      throw new IllegalArgumentException(target + " is no whole path");
    }
    backup.requireRoom(target);
    BackupProgress begun =
        new BackupProgress(State.COPYING, target.toString(), 0, backup.bytes(), null, null);
    latest = begun;
    thread = new Thread(() -> make(target, begun), "backup");
    thread.start();
    return begun;
  }

  private void make(Path target, BackupProgress begun) {
    try {
      StoreBooks books = backup.make(target);
      LOG.info("backup of {} batches is in {}", books.batches(), target);
      end(
          new BackupProgress(
              State.DONE, begun.target(), begun.totalBytes(), begun.totalBytes(), books, null));
    } catch (IOException | RuntimeException e) {
      LOG.warn("no backup in {}: {}", target, ErrorText.of(e));
      end(
          new BackupProgress(
              State.FAILED, begun.target(), 0, begun.totalBytes(), null, ErrorText.of(e)));
    }
  }

  private synchronized void end(BackupProgress progress) {
    latest = progress;
  }

  /** How far the last one is. */
  public synchronized BackupProgress progress() {
    if (latest.state() != State.COPYING) {
      return latest;
    }
    Path copy =
        Backup.partial(Path.of(latest.target())).resolve(Backup.DATA).resolve(FlowStore.FILE);
    long done;
    try {
      done = Math.min(latest.totalBytes(), Files.size(copy));
    } catch (IOException e) {
      done = 0; // the store's copy comes last
    }
    return new BackupProgress(
        State.COPYING, latest.target(), done, latest.totalBytes(), null, null);
  }

  /** Waits for the one that is being made. */
  @Override
  public void close() {
    Thread making;
    synchronized (this) {
      making = thread;
    }
    if (making != null) {
      try {
        making.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
