// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * An event as one line, and its stack trace under it. For people: {@code 2026-11-29T09:30:00.000Z
 * WARN Spool: message}. For the journal, which knows the time itself: {@code <4>Spool: message},
 * and every line of a stack trace with the same priority.
 *
 * <p>Logback's own patterns would load a class for every word that a pattern could hold, which took
 * a sensor a tenth of its start.
 */
final class LineLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private final boolean journal;

  LineLayout(boolean journal) {
    this.journal = journal;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    String logger = event.getLoggerName();
    String text =
        logger.substring(logger.lastIndexOf('.') + 1) + ": " + oneLine(event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      text += "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()).stripTrailing();
    }
    return (journal ? Journal.prefixed(priority(event.getLevel()), text) : dated(event, text))
        + "\n";
  }

  private static String dated(ILoggingEvent event, String text) {
    String level = event.getLevel().toString();
    return TIME.format(Instant.ofEpochMilli(event.getTimeStamp()))
        + " "
        + level
        + " ".repeat(Math.max(1, 6 - level.length()))
        + text;
  }

  private static String oneLine(String message) {
    return message.indexOf('\n') < 0 && message.indexOf('\r') < 0
        ? message
        : message.replaceAll("[\\r\\n]+", " ");
  }

  private static int priority(Level level) {
    if (level.isGreaterOrEqual(Level.ERROR)) {
      return Journal.ERROR;
    } else if (level.isGreaterOrEqual(Level.WARN)) {
      return Journal.WARNING;
    }
    return level.isGreaterOrEqual(Level.INFO) ? Journal.INFO : Journal.DEBUG;
  }
}
