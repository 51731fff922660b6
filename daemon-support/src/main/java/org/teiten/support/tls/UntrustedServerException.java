// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.tls;

import java.security.cert.CertificateException;

/** A server is not whom it should be. The message is one sentence for an operator. */
public final class UntrustedServerException extends CertificateException {
  private static final long serialVersionUID = 1;

  UntrustedServerException(String message) {
    super(message);
  }

  UntrustedServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
