// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.support.errors.ErrorText;

/**
 * Keeps the service manager informed on a thread of its own: a line of status, and food for its
 * watchdog as long as no duty is stuck. A stuck duty is logged with the place where it stands, and
 * the watchdog starves until it moves again.
 */
public final class ServiceReport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceReport.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int PARTS_OF_PERIOD = 4;
  private static final int FRAMES_TOLD = 4;

  private final ServiceNotifier notifier;
  private final Supplier<String> status;
  private final DutyWatch watch;
  private final Duration pause;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private Duty stuck;

  /**
   * Says that the process is ready, and begins to report.
   *
   * @param status one line of what the process does; called on this thread
   * @param duties what must go on
   */
  public ServiceReport(ServiceNotifier notifier, Supplier<String> status, List<Duty> duties) {
    this.notifier = notifier;
    this.status = status;
    this.watch = new DutyWatch(duties, System::nanoTime);
    this.pause =
        notifier
            .watchdog()
            .map(period -> period.dividedBy(PARTS_OF_PERIOD))
            .filter(part -> part.compareTo(LONGEST_PAUSE) < 0)
            .orElse(LONGEST_PAUSE);
    notifier.ready(line());
    thread = new Thread(this::run, "report");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * How long a duty that turns all the time may stand still: half of the watchdog's period, so that
   * feeding stops well within it.
   */
  public static Duration patience(ServiceNotifier notifier) {
    return notifier.watchdog().map(period -> period.dividedBy(2)).orElse(Duration.ofSeconds(30));
  }

  private void run() {
    try {
      do {
        report();
      } while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report() {
    Optional<Duty> now = watch.stuck();
    if (now.isPresent()) {
      tell(now.get());
      notifier.status("stuck: the " + now.get().name() + " thread stands still");
      return;
    }
    if (stuck != null) {
      LOG.warn("the {} thread moves again", stuck.name());
      stuck = null;
    }
    if (notifier.watchdog().isPresent()) {
      notifier.alive(line());
    } else {
      notifier.status(line());
    }
  }

  private void tell(Duty duty) {
    if (!duty.equals(stuck)) {
      stuck = duty;
      LOG.error(
          "the {} thread stands still for more than {} s{}; {}",
          duty.name(),
          duty.patience().toMillis() / 1_000.0,
          place(duty.name()),
          notifier.watchdog().isPresent()
              ? "the service manager will restart this process"
              : "please restart this process");
    }
  }

  /** Where a thread is, by the names of code alone. */
  private static String place(String name) {
    for (Map.Entry<Thread, StackTraceElement[]> one : Thread.getAllStackTraces().entrySet()) {
      if (one.getKey().getName().equals(name)) {
        StringBuilder place = new StringBuilder(" at");
        StackTraceElement[] frames = one.getValue();
        for (int i = 0; i < Math.min(FRAMES_TOLD, frames.length); i++) {
          place.append(i == 0 ? " " : " < ").append(frames[i]);
        }
        return place.toString();
      }
    }
    return ", it has ended";
  }

  private String line() {
    try {
      return status.get();
    } catch (RuntimeException e) {
      return "works; its status cannot be told: " + ErrorText.of(e);
    }
  }

  /** Says that the process stops, and ends. */
  @Override
  public void close() {
    closing.countDown();
    notifier.stopping();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
