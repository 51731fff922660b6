// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.journal;

import java.io.IOException;

/** Another process works at the journal. */
public final class JournalInUseException extends IOException {
  private static final long serialVersionUID = 1;

  JournalInUseException(String message) {
    super(message);
  }
}
