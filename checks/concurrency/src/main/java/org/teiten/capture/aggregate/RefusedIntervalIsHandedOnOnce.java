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

/** What the sink refused is offered again by whichever meter turns, and taken once. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "taken once, nothing left")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost or doubled")
@State
public class RefusedIntervalIsHandedOnOnce {
  private final AtomicInteger taken = new AtomicInteger();
  private final IntervalMerger merger = new IntervalMerger(2, this::take);
  private boolean refuses = true;

  /** An interval waits. */
  public RefusedIntervalIsHandedOnOnce() {
    merger.lane(0).begun();
    merger.lane(0).offer(Tables.closed(Tables.lent()));
    refuses = false;
  }

  private boolean take(ClosedInterval interval) {
    if (!refuses) {
      taken.incrementAndGet();
    }
    return !refuses;
  }

  /** One metering thread. */
  @Actor
  public void turn() {
    merger.lane(0).turn();
  }

  /** The other. */
  @Actor
  public void turnToo() {
    merger.lane(1).turn();
  }

  /** Afterwards. */
  @Arbiter
  public void after(II_Result result) {
    result.r1 = taken.get();
    result.r2 = merger.lane(0).ended() ? 0 : 1;
  }
}
