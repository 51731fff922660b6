// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.errors;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs each distinct cause once and then only how often it came again, at most once an hour, so
 * that a failing disk or network does not fill the log. The idea is Agrona's DistinctErrorLog.
 * Bounded: of more than 256 causes the oldest is forgotten. Safe for several threads.
 */
public final class DistinctCauseLog {
  private static final int MAX_CAUSES = 256;
  private static final long REPEAT_NANOS = Duration.ofHours(1).toNanos();

  private static final class Seen {
    long loggedAtNanos;
    long silent;
  }

  private final Logger logger;
  private final LongSupplier nanoClock;
  private final Map<String, Seen> causes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
          return size() > MAX_CAUSES;
        }
      };

  public DistinctCauseLog(Logger logger) {
    this(logger, System::nanoTime);
  }

  DistinctCauseLog(Logger logger, LongSupplier nanoClock) {
    this.logger = logger;
    this.nanoClock = nanoClock;
  }

  /**
   * Logs a failure if its cause is new or was last told an hour ago.
   *
   * @param level WARN if nothing is lost, ERROR if data is lost or someone must act
   * @param cause what makes it the same failure, such as {@code spool:disk full}; bounded in number
   * @param message one sentence: what, where, what to do
   */
  public void failed(Level level, String cause, String message) {
    long silent;
    synchronized (causes) {
      Seen seen = causes.get(cause);
      long now = nanoClock.getAsLong();
      if (seen == null) {
        seen = new Seen();
        causes.put(cause, seen);
      } else if (now - seen.loggedAtNanos < REPEAT_NANOS) {
        seen.silent++;
        return;
      }
      seen.loggedAtNanos = now;
      silent = seen.silent;
      seen.silent = 0;
    }
    if (silent == 0) {
      logger.atLevel(level).log(message);
    } else {
      logger.atLevel(level).log("{} ({} times more since last told)", message, silent);
    }
  }

  /** Forgets a cause that is over, and says so if it had been told. */
  public void recovered(String cause, String message) {
    Seen seen;
    synchronized (causes) {
      seen = causes.remove(cause);
    }
    if (seen != null) {
      logger.info("{} (after {} failures)", message, seen.silent + 1);
    }
  }
}
