// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import java.util.Locale;

/** What a database tells of an address. */
public enum OriginKind {
  COUNTRY,
  ASN;

  /** The word used in settings and answers. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
