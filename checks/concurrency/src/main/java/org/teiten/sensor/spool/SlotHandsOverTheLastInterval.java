// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What was offered before the slot closed is read, whole, and then the end. */
@JCStressTest
@Outcome(id = "7, 0", expect = Expect.ACCEPTABLE, desc = "the interval, then the end")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, torn or doubled")
@State
public class SlotHandsOverTheLastInterval {
  private final IntervalSlot slot = new IntervalSlot();

  /** The metering thread, and who stops the process. */
  @Actor
  public void meter() {
    slot.offer(new Marker(7));
    slot.close();
  }

  /** The spool thread. */
  @Actor
  public void write(II_Result result) {
    result.r1 = Marker.number(slot.await());
    slot.done();
    result.r2 = Marker.number(slot.await());
  }
}
