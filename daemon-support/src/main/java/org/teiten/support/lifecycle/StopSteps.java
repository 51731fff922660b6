// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.support.errors.ErrorText;

/** What stopping consists of, taken in order; a step that fails does not keep the next from it. */
public final class StopSteps {
  private static final Logger LOG = LoggerFactory.getLogger(StopSteps.class);

  /** One step. */
  @FunctionalInterface
  public interface Step {
    /**
     * Stops something.
     *
     * @param left what is left of the deadline, never negative
     */
    void stop(Duration left) throws Exception;
  }

  private record Named(String name, Step step) {}

  private final List<Named> steps = new ArrayList<>();

  /** Appends a step. */
  public StopSteps then(String name, Step step) {
    steps.add(new Named(name, step));
    return this;
  }

  /** Takes every step within the deadline; whether all succeeded. */
  public boolean run(Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    boolean clean = true;
    for (Named named : steps) {
      try {
        named.step().stop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        clean = false;
      } catch (Exception e) {
        LOG.error("stopping: {}: {}", named.name(), ErrorText.of(e));
        clean = false;
      }
    }
    return clean;
  }
}
