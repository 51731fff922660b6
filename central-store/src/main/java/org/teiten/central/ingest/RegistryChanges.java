// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.teiten.central.store.StoreTransaction;

/** Changes of the registry that wait for the writer. Any thread adds, the writer's makes them. */
final class RegistryChanges {
  private record Pending<T>(StoreChange<T> change, CompletableFuture<T> answer) {}

  private final Queue<Pending<?>> pending = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  /**
   * Has a change made, in a transaction of its own.
   *
   * @return what the change gives, once it is durable; or a {@link Refusal}, or an {@link
   *     IllegalArgumentException} that the change throws before it changes anything
   */
  <T> CompletableFuture<T> add(StoreChange<T> change) {
    Pending<T> one = new Pending<>(change, new CompletableFuture<>());
    pending.add(one);
    if (ended) {
      refuseAll();
    }
    return one.answer();
  }

  /**
   * Makes all that wait.
   *
   * @param recover after the store failed; says what the asker is told
   */
  void makeAll(StoreTransaction transaction, Function<Exception, Refusal> recover) {
    for (Pending<?> next = pending.poll(); next != null; next = pending.poll()) {
      make(next, transaction, recover);
    }
  }

  private static <T> void make(
      Pending<T> one, StoreTransaction transaction, Function<Exception, Refusal> recover) {
    try {
      transaction.begin();
      T value = one.change().apply(transaction.connection());
      transaction.commit();
      one.answer().complete(value);
    } catch (Refusal | IllegalArgumentException e) {
      one.answer().completeExceptionally(e);
    } catch (SQLException | IOException | RuntimeException e) {
      one.answer().completeExceptionally(recover.apply(e));
    }
  }

  /** Makes none any more. */
  void end() {
    ended = true;
    refuseAll();
  }

  private void refuseAll() {
    for (Pending<?> left = pending.poll(); left != null; left = pending.poll()) {
      left.answer()
          .completeExceptionally(
              new Refusal(503, "stopping", "the centre is stopping; come again", 30));
    }
  }
}
