// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.errors;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class DistinctCauseLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("distinct");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final AtomicLong nanos = new AtomicLong();
  private final DistinctCauseLog log = new DistinctCauseLog(logger, nanos::get);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  @Test
  void tellsACauseOnceAndItsRepetitionsAnHourLater() {
    for (int i = 0; i < 5; i++) {
      log.failed(Level.WARN, "disk", "disk full");
    }
    log.failed(Level.WARN, "net", "no route");
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    log.failed(Level.WARN, "disk", "disk full");
    assertThat(messages())
        .containsExactly("disk full", "no route", "disk full (4 times more since last told)");
  }

  @Test
  void saysThatItIsOverOnlyIfItHadBeenTold() {
    log.recovered("disk", "disk writable again");
    log.failed(Level.ERROR, "disk", "disk full");
    log.failed(Level.ERROR, "disk", "disk full");
    log.recovered("disk", "disk writable again");
    log.failed(Level.ERROR, "disk", "disk full");
    assertThat(messages())
        .containsExactly("disk full", "disk writable again (after 2 failures)", "disk full");
  }

  private List<String> messages() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
