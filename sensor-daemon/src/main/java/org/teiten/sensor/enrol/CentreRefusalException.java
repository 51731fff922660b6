// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.enrol;

/** The centre gives no certificate. The message is its sentence. */
final class CentreRefusalException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  CentreRefusalException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }
}
