// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.io.IOException;

/** Another process has the store's file open. */
public final class StoreLockedException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Makes the exception.
   *
   * @param file the store's file
   * @param holder process id of the other process, or a phrase where it is not known
   */
  StoreLockedException(String file, String holder, Throwable cause) {
    super(
        file
            + " is in use by process "
            + holder
            + "; stop it, or ask the running centre instead of opening its file",
        cause);
  }
}
