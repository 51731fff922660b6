// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import org.teiten.support.config.ByteSize;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * How the store uses its host.
 *
 * @param memoryLimit of DuckDB's buffers; questions may pass it by a third
 * @param threads that answer a question
 * @param minFree free disk space under which the centre takes no more batches
 */
public record StoreConfig(
    @Default("1GiB") ByteSize memoryLimit,
    @Default("2") int threads,
    @Default("256MiB") ByteSize minFree) {
  private static final long MIN_MEMORY = 128L << 20;

  /** The least that a look into a store takes. */
  public static final StoreConfig SMALL =
      new StoreConfig(new ByteSize(MIN_MEMORY), 1, new ByteSize(0));

  public StoreConfig {
    new SettingChecks()
        .require(
            memoryLimit.bytes() >= MIN_MEMORY,
            "memory_limit",
            "must be at least 128MiB, not " + memoryLimit)
        .require(threads >= 1 && threads <= 256, "threads", "must be 1 to 256, not " + threads)
        .orThrow();
  }
}
