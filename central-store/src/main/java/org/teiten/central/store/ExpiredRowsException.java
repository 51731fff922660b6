// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.io.Serial;

/** A question needs rows that were deleted when their time was over. */
public final class ExpiredRowsException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  ExpiredRowsException(String message) {
    super(message);
  }
}
