// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

/** Where closed intervals go. Called on the metering thread, must not block it when live. */
public interface IntervalSink {
  /**
   * Offers a closed interval.
   *
   * @return whether it was taken; if not, the interval stays open, grows, and is offered again
   */
  boolean offer(ClosedInterval interval);

  /** Intervals will be offered from now on. */
  default void begun() {}

  /** Time goes on; called often. */
  default void turn() {}

  /**
   * No interval will be offered until {@link #begun()}.
   *
   * @return whether nothing that was taken waits for another call
   */
  default boolean ended() {
    return true;
  }
}
