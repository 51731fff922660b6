// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work on a thread of its own, beside its caller's. Closing waits for its end, so that nothing that
 * it uses is closed under it.
 */
public final class Beside<T> implements AutoCloseable {
  private final FutureTask<T> work;
  private final Thread thread;

  private Beside(String name, Callable<T> work) {
    this.work = new FutureTask<>(work);
    this.thread = new Thread(this.work, name);
  }

  /** Begins it. */
  public static <T> Beside<T> begin(String name, Callable<T> work) {
    Beside<T> begun = new Beside<>(name, work);
    begun.thread.start();
    return begun;
  }

  /**
   * Its result.
   *
   * @param other what it may throw beside {@link IOException} and unchecked exceptions
   */
  public <E extends Exception> T result(Class<E> other) throws IOException, E {
    try {
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(thread.getName());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (other.isInstance(cause)) {
        throw other.cast(cause);
      }
      if (cause instanceof IOException failed) {
        throw failed;
      }
      if (cause instanceof RuntimeException bug) {
        throw bug;
      }
      throw new IllegalStateException(thread.getName(), cause);
    }
  }

  @Override
  public void close() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
