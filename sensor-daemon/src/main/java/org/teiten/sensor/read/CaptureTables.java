// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.teiten.capture.decode.Tunnel;
import org.teiten.capture.pipeline.MeterConfig;
import org.teiten.flowtuple.IpPrefix;

/** How captures are metered: one-minute intervals, and tables no larger than the captures need. */
final class CaptureTables {
  static final int INTERVAL_SECONDS = 60;
  static final int MAX_KEYS = 1 << 19;
  static final int FOLDED_KEYS = 4_096;
  private static final int MIN_KEYS = 4_096;

  private CaptureTables() {}

  /**
   * Keys of a table for these files: a packet takes more bytes than one, also in all but the oddest
   * compressed file. Decided by the files' lengths alone, so that it is the same everywhere.
   */
  static int keysFor(List<Path> files) throws IOException {
    long largest = 0;
    for (Path file : files) {
      boolean known = !file.equals(CaptureReading.STDIN) && Files.isRegularFile(file);
      largest = Math.max(largest, known ? Files.size(file) : MAX_KEYS);
    }
    return (int) Math.max(MIN_KEYS, Math.min(MAX_KEYS, largest));
  }

  static MeterConfig config(
      List<IpPrefix> monitored, List<Tunnel> tunnels, int keys, long hashKey0, long hashKey1) {
    return new MeterConfig(
        MeterConfig.Mode.CAPTURE,
        INTERVAL_SECONDS,
        monitored,
        tunnels,
        keys,
        FOLDED_KEYS,
        Duration.ZERO,
        hashKey0,
        hashKey1);
  }
}
