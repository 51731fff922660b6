// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

/** What a ranking ranks. */
public enum RankSubject {
  PORTS,
  COUNTRIES,
  NETWORKS,
  SENSORS,
  FINGERPRINTS;

  /** The word used in options and answers. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
