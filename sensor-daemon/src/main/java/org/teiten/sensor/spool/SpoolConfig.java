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
 * @param minFree what stays free on the file system: below it the oldest batches are dropped, down
 *     to the newest, which is kept as long as the disk takes it
 */
public record SpoolConfig(
    @Default("/var/spool/teiten") Path directory,
    @Default("2GiB") ByteSize maxBytes,
    @Default("64MiB") ByteSize minFree) {
  private static final long LEAST = 64 << 10;

  public SpoolConfig {
    new SettingChecks()
        .require(maxBytes.bytes() >= LEAST, "max_bytes", "must be at least 64KiB; write more")
        .orThrow();
  }
}
