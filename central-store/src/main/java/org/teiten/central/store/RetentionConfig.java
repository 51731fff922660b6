// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * How long what was observed is kept. The ledger and what sensors say of their intervals (coverage,
 * loss) always stay.
 *
 * @param raw rows with sources
 * @param rollups sums by hour, day and month, and sketches of sources by day
 */
public record RetentionConfig(
    @Default("forever") DaysKept raw, @Default("forever") DaysKept rollups) {
  /** Sums outlive what they are of. */
  public RetentionConfig {
    new SettingChecks()
        .require(
            rollups.forever() || (!raw.forever() && rollups.days() >= raw.days()),
            "rollups",
            "must be as long as raw or longer, not " + rollups + " beside raw " + raw)
        .orThrow();
  }
}
