// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.sensor.doctor.Finding.Level;
import org.teiten.sensor.spool.IntervalFixture;
import org.teiten.sensor.spool.Spool;
import org.teiten.sensor.spool.SpoolConfig;
import org.teiten.sensor.spool.SpoolFixture;
import org.teiten.support.config.ByteSize;

class SpoolExaminationTest {
  @TempDir Path folder;

  private List<Finding> examine(long maxBytes, long minFree, Duration later) {
    return new SpoolExamination(
            new SpoolConfig(folder.resolve("spool"), new ByteSize(maxBytes), new ByteSize(minFree)),
            Clock.fixed(Instant.now().plus(later), ZoneOffset.UTC))
        .findings();
  }

  private static Level level(List<Finding> findings, String subject) {
    return findings.stream()
        .filter(one -> one.subject().equals(subject))
        .findFirst()
        .orElseThrow()
        .level();
  }

  @Test
  void tellsWhatWaitsAndWhetherItIsLate() throws IOException {
    try (Spool spool = SpoolFixture.open(folder.resolve("spool"))) {
      spool.append(new IntervalFixture(100, 3));
      spool.append(new IntervalFixture(101, 3));
      assertThat(level(examine(1 << 20, 0, Duration.ofMinutes(1)), "spool")).isEqualTo(Level.OK);
      assertThat(level(examine(1 << 20, 0, Duration.ofMinutes(16)), "spool"))
          .isEqualTo(Level.FAULT);
      spool.refused(spool.take(Set.of()).orElseThrow(), "no");
      assertThat(level(examine(1 << 20, 0, Duration.ZERO), "aside")).isEqualTo(Level.WARNING);
    }
  }

  @Test
  void tellsThatTheDiskIsTooSmall() throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    assertThat(level(examine(1 << 20, free * 2, Duration.ZERO), "disk")).isEqualTo(Level.FAULT);
    assertThat(level(examine(free * 2, 0, Duration.ZERO), "disk")).isEqualTo(Level.WARNING);
    assertThat(level(examine(1 << 20, 0, Duration.ZERO), "disk")).isEqualTo(Level.OK);
  }

  @Test
  void aSpoolThatIsNotThereYetIsNoFault() {
    assertThat(level(examine(1 << 20, 0, Duration.ZERO), "spool")).isEqualTo(Level.SKIPPED);
  }
}
