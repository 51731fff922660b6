// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** A spool thread that waits is woken by the end, whenever that comes. */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "woken")
@Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "overslept")
@State
public class SlotEndsItsReader {
  private final IntervalSlot slot = new IntervalSlot();

  /** The spool thread. */
  @Actor
  public void write() {
    slot.await();
  }

  /** Who stops the process. */
  @Signal
  public void end() {
    slot.close();
  }
}
