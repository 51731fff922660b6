// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.backup;

import org.teiten.central.store.StoreBooks;

/**
 * How far a backup is.
 *
 * @param state what is being done
 * @param target folder of the backup, null if none was begun
 * @param doneBytes written so far
 * @param totalBytes about how many it will be
 * @param books of the store in it, once it is done
 * @param trouble why it failed, null unless it did
 */
public record BackupProgress(
    State state, String target, long doneBytes, long totalBytes, StoreBooks books, String trouble) {
  /** What a backup is doing. */
  public enum State {
    IDLE,
    COPYING,
    DONE,
    FAILED
  }

  static final BackupProgress NONE = new BackupProgress(State.IDLE, null, 0, 0, null, null);
}
