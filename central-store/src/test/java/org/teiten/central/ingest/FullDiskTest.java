// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.Batch;
import org.teiten.flowtuple.batch.EpochKind;

class FullDiskTest {
  private static final int ROWS = 5_000;

  @TempDir private Path folder;

  @Test
  void saysThatTheDiskIsFullKeepsWhatItAcknowledgedAndTakesTheRestWhenThereIsRoom()
      throws Exception {
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder.toString()) == 0,
        "needs the right to mount a small file system");
    try {
      long acknowledged = fill();

      try (CentreUnderTest again = new CentreUnderTest(folder.resolve("data"))) {
        assertThat(again.number("SELECT count(*) FROM flows")).isEqualTo(acknowledged * ROWS);

        assertThat(again.restore(batch(acknowledged)).stored()).isTrue();

        assertThat(again.number("SELECT count(*) FROM flows")).isEqualTo((acknowledged + 1) * ROWS);
      }
    } finally {
      run("umount", "--lazy", folder.toString());
    }
  }

  /** Imports until the disk is full, makes room, and says how many batches were acknowledged. */
  private long fill() throws Exception {
    Path ballast = folder.resolve("ballast");
    java.nio.file.Files.write(ballast, new byte[3 << 20]);
    long acknowledged = 0;
    Refusal refusal = null;
    try (CentreUnderTest centre = new CentreUnderTest(folder.resolve("data"))) {
      while (refusal == null) {
        try {
          assertThat(centre.restore(batch(acknowledged)).stored()).isTrue();
          acknowledged++;
        } catch (Refusal e) {
          refusal = e;
        }
      }
    }
    assertThat(refusal.status()).isEqualTo(507);
    assertThat(refusal.retryAfterSeconds()).isPositive();
    assertThat(acknowledged).isPositive();
    java.nio.file.Files.delete(ballast);
    return acknowledged;
  }

  private static Batch batch(long sequence) {
    Random random = new Random(sequence);
    Batch batch = Batch.of("sensor-01", 1, sequence).kind(EpochKind.CAPTURE);
    Batch.Minute minute =
        batch.minute(java.time.Instant.ofEpochSecond(1_780_000_020L + 60 * sequence).toString());
    for (int i = 0; i < ROWS; i++) {
      minute.tcp(
          "11." + random.nextInt(256) + "." + (i >> 8) + "." + (i & 255),
          random.nextInt(65_536),
          1 + random.nextInt(9));
    }
    return batch;
  }

  static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
