// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineLayoutTest {
  private static String line(boolean journal, Level level, String message, Throwable failure) {
    LoggingEvent event =
        new LoggingEvent(
            "caller",
            new LoggerContext().getLogger("org.teiten.sensor.spool.Spool"),
            level,
            message,
            failure,
            new Object[] {"full"});
    event.setInstant(Instant.parse("2026-11-29T09:30:00Z"));
    return new LineLayout(journal).doLayout(event);
  }

  @ParameterizedTest
  @CsvSource({"ERROR,3", "WARN,4", "INFO,6", "DEBUG,7", "TRACE,7"})
  void aLineForTheJournalBeginsWithItsPriority(String level, int priority) {
    assertThat(line(true, Level.toLevel(level), "the disk\r\nis {}", null))
        .isEqualTo("<" + priority + ">Spool: the disk is full\n");
  }

  @Test
  void aStackTraceForTheJournalHasTheSamePriorityInEveryLine() {
    assertThat(line(true, Level.ERROR, "bad", new IOException("no space")).lines())
        .hasSizeGreaterThan(3)
        .allMatch(l -> l.startsWith("<3>"));
  }

  @Test
  void aLineForPeopleHasTimeLevelAndTheLoggersLastName() {
    assertThat(line(false, Level.WARN, "the disk\nis {}", null))
        .isEqualTo("2026-11-29T09:30:00.000Z WARN  Spool: the disk is full\n");
    assertThat(line(false, Level.ERROR, "bad", null))
        .isEqualTo("2026-11-29T09:30:00.000Z ERROR Spool: bad\n");
  }

  @Test
  void aStackTraceForPeopleFollowsItsLine() {
    List<String> lines =
        line(false, Level.ERROR, "bad", new IOException("no space")).lines().toList();
    assertThat(lines.get(0)).isEqualTo("2026-11-29T09:30:00.000Z ERROR Spool: bad");
    assertThat(lines.get(1)).isEqualTo("java.io.IOException: no space");
    assertThat(lines.get(2)).startsWith("\tat ");
  }
}
