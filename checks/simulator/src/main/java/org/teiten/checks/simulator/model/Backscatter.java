// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * Replies to what others spoofed.
 *
 * @param share of all packets, 0 to 0.9; it comes on top of the ports' levels
 */
public record Backscatter(@Default("0") double share) {
  public Backscatter {
    new SettingChecks()
        .require(share >= 0 && share <= 0.9, "share", "must be 0 to 0.9, not " + share)
        .orThrow();
  }
}
