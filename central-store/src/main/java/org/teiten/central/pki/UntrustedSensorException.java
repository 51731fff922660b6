// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.pki;

/** A certificate does not say who a sensor is. */
public final class UntrustedSensorException extends Exception {
  private static final long serialVersionUID = 1;

  /** Of a certificate that no trusted authority issued. */
  public static final String UNTRUSTED = "certificate_untrusted";

  private final String error;

  UntrustedSensorException(String error, String message) {
    super(message);
    this.error = error;
  }

  /** One word for programs. */
  public String error() {
    return error;
  }
}
