// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

import java.time.Duration;

/** How often an organisation wants a notice at most: what is found between is told together. */
public enum Rhythm {
  HOURLY(Duration.ofHours(1)),
  DAILY(Duration.ofDays(1)),
  WEEKLY(Duration.ofDays(7));

  private final Duration apart;

  Rhythm(Duration apart) {
    this.apart = apart;
  }

  /** The least time between two notices. */
  public Duration apart() {
    return apart;
  }
}
