// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Of two offers at once one is taken, and that is the one which is there. */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "the first")
@Outcome(id = "0, 1, 2", expect = Expect.ACCEPTABLE, desc = "the second")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or both taken")
@State
public class SlotTakesOneAtATime {
  private final IntervalSlot slot = new IntervalSlot();

  /** One metering thread. */
  @Actor
  public void meter(III_Result result) {
    result.r1 = slot.offer(new Marker(1)) ? 1 : 0;
  }

  /** The other. */
  @Actor
  public void meterToo(III_Result result) {
    result.r2 = slot.offer(new Marker(2)) ? 1 : 0;
  }

  /** Afterwards. */
  @Arbiter
  public void after(III_Result result) {
    result.r3 = Marker.number(slot.await());
  }
}
