// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.util.Locale;

/** What a ranking goes by. */
public enum RankBy {
  PACKETS,
  RATE,
  SOURCES;

  /** The word used in options and answers. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
