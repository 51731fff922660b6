// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A meter that ends while another closes a minute is not waited for. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the other's interval, once")
@Outcome(expect = Expect.FORBIDDEN, desc = "held back, or doubled")
@State
public class EndingLaneHoldsNothingBack {
  private final AtomicInteger intervals = new AtomicInteger();
  private final AtomicInteger packets = new AtomicInteger();
  private final IntervalMerger merger = new IntervalMerger(2, this::take);
  private final ClosedTable interval = Tables.closed(Tables.lent());

  /** Both meters are at work. */
  public EndingLaneHoldsNothingBack() {
    merger.lane(0).begun();
    merger.lane(1).begun();
  }

  private boolean take(ClosedInterval taken) {
    intervals.incrementAndGet();
    packets.addAndGet((int) taken.header().packets());
    return true;
  }

  /** One metering thread. */
  @Actor
  public void meter() {
    merger.lane(0).offer(interval);
  }

  /** The other. */
  @Actor
  public void end() {
    merger.lane(1).ended();
  }

  /** Afterwards. */
  @Arbiter
  public void after(II_Result result) {
    result.r1 = intervals.get();
    result.r2 = packets.get();
  }
}
