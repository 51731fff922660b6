// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.nio.file.Path;
import org.teiten.support.config.ByteSize;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * Where batches wait.
 *
 * @param directory the spool's folder, used by one process at a time
 * @param maxBytes the most that may wait; past it the oldest batch is dropped, counted and logged
 */
public record SpoolConfig(
    @Default("/var/spool/teiten") Path directory, @Default("2GiB") ByteSize maxBytes) {
  private static final long LEAST = 64 << 10;

  public SpoolConfig {
    new SettingChecks()
        .require(maxBytes.bytes() >= LEAST, "max_bytes", "must be at least 64KiB; write more")
        .orThrow();
  }
}
