// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.io.IOException;

/** There is nothing to report on; the message says of when. */
public final class NothingObservedException extends IOException {
  private static final long serialVersionUID = 1;

  NothingObservedException(String message) {
    super(message);
  }
}
