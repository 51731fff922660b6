// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalTest {
  @TempDir Path folder;

  private static String line(Level level, Throwable failure) {
    return new JournalLayout()
        .doLayout(
            new LoggingEvent(
                "caller",
                new LoggerContext().getLogger("org.teiten.sensor.spool.Spool"),
                level,
                "the disk\nis full",
                failure,
                null));
  }

  @ParameterizedTest
  @CsvSource({"ERROR,3", "WARN,4", "INFO,6", "DEBUG,7", "TRACE,7"})
  void everyLineBeginsWithItsPriority(String level, int priority) {
    assertThat(line(Level.toLevel(level), null))
        .isEqualTo("<" + priority + ">Spool: the disk is full\n");
  }

  @Test
  void aStackTraceHasTheSamePriorityInEveryLine() {
    assertThat(line(Level.ERROR, new IOException("no space")).lines())
        .hasSizeGreaterThan(3)
        .allMatch(l -> l.startsWith("<3>"));
  }

  @Test
  void knowsTheJournalByDeviceAndInode() throws IOException {
    Path stream = Files.createFile(folder.resolve("stream"));
    String right =
        Files.getAttribute(stream, "unix:dev") + ":" + Files.getAttribute(stream, "unix:ino");
    assertThat(Journal.isStream(right, stream)).isTrue();
    assertThat(Journal.isStream("1:" + Files.getAttribute(stream, "unix:ino"), stream)).isFalse();
    assertThat(Journal.isStream("journal", stream)).isFalse();
    assertThat(Journal.isStream(null, stream)).isFalse();
    assertThat(Journal.isStream(right, folder.resolve("absent"))).isFalse();
  }
}
