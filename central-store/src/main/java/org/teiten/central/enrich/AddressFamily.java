// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

/** Which addresses a database knows. */
public enum AddressFamily {
  IPV4,
  IPV6,
  BOTH;

  /** Whether it knows addresses of that IP version, 4 or 6. */
  public boolean covers(int ipVersion) {
    return this == BOTH || (ipVersion == 4) == (this == IPV4);
  }
}
