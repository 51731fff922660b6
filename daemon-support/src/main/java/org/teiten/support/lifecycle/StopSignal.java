// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and SIGINT into an orderly stop with an exit code of our own: the JVM would exit
 * with 143. The shutdown hook waits for the main thread to call {@link #finished} and then ends the
 * process; if that does not happen within the deadline and a grace, it ends it with 1.
 */
public final class StopSignal {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile int exitCode = 1;

  /** Makes a signal that only {@link #request()} gives; for tests and for parts of a process. */
  public StopSignal() {}

  /**
   * Makes a signal that SIGTERM and SIGINT give. Once per process.
   *
   * @param deadline how long stopping may take
   */
  public static StopSignal ofProcess(Duration deadline) {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.end(deadline), "stop"));
    return signal;
  }

  /** Asks for the stop. */
  public void request() {
    requested.countDown();
  }

  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Waits until the stop is asked for. */
  public void await() throws InterruptedException {
    requested.await();
  }

  /** Waits until the stop is asked for, at most that long; whether it was. */
  public boolean await(Duration atMost) throws InterruptedException {
    return requested.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Says that everything is stopped; a process that was told to stop ends with this code. */
  public void finished(int code) {
    exitCode = code;
    finished.countDown();
  }

  private void end(Duration deadline) {
    request();
    try {
      if (!finished.await(deadline.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)) {
        exitCode = 1;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(exitCode);
  }
}
