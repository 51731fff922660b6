// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.teiten.central.store.DeadlineConnection;
import org.teiten.central.store.FlowStore;
import org.teiten.central.web.api.Problem.Kind;

/** Lets few questions at a time to the store, each until its deadline. Any thread. */
final class Questions {
  private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(10);
  private static final int COME_AGAIN_SECONDS = 5;

  private final FlowStore store;
  private final Semaphore room;
  private final Duration deadline;
  private final Duration patience;
  private final AtomicLong running = new AtomicLong();

  interface Question<T> {
    T answer(Connection connection) throws SQLException, IOException, Problem;
  }

  Questions(FlowStore store, int atATime, Duration deadline) {
    this.store = store;
    this.room = new Semaphore(atATime, true);
    this.deadline = deadline;
    this.patience = deadline.compareTo(LONGEST_PATIENCE) < 0 ? deadline : LONGEST_PATIENCE;
  }

  /** How many are being answered. */
  long running() {
    return running.get();
  }

  /**
   * Asks.
   *
   * @throws Problem if there is no room, or it takes too long
   */
  <T> T ask(Question<T> question) throws IOException, SQLException, Problem {
    if (!acquire()) {
      throw new Problem(
          Kind.BUSY, "as many questions as it takes are being answered", COME_AGAIN_SECONDS);
    }
    running.incrementAndGet();
    try (Connection own = store.connect()) {
      Connection limited = DeadlineConnection.of(own, deadline, System::nanoTime);
      T answer = question.answer(limited);
      DeadlineConnection.require(limited);
      return answer;
    } catch (SQLTimeoutException e) {
      throw new Problem(
          Kind.TOO_LONG,
          "no answer within "
              + deadline.toSeconds()
              + " s (query.deadline); ask for fewer days, or without filters that read rows");
    } finally {
      running.decrementAndGet();
      room.release();
    }
  }

  private boolean acquire() {
    try {
      return room.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
