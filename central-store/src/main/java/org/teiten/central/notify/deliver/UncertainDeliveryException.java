// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import java.io.IOException;

/** Handed over, and no answer came: it may have arrived. */
public final class UncertainDeliveryException extends IOException {
  private static final long serialVersionUID = 1;

  UncertainDeliveryException(String message, Throwable cause) {
    super(message, cause);
  }
}
