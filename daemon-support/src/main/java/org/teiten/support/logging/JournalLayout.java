// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;

/**
 * Lines for the journal, which knows the time itself: {@code <4>Spool: message}, and every line of
 * a stack trace with the same priority.
 */
final class JournalLayout extends LayoutBase<ILoggingEvent> {
  @Override
  public String doLayout(ILoggingEvent event) {
    String logger = event.getLoggerName();
    String text =
        logger.substring(logger.lastIndexOf('.') + 1)
            + ": "
            + event.getFormattedMessage().replaceAll("[\\r\\n]+", " ");
    if (event.getThrowableProxy() != null) {
      text += "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
    }
    return Journal.prefixed(priority(event.getLevel()), text) + "\n";
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
