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

/** Two meters that close the same minute at once give one interval with the packets of both. */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "one interval, both packets")
@Outcome(expect = Expect.FORBIDDEN, desc = "two intervals, or a packet lost")
@State
public class LanesMeetInOneInterval {
  private final AtomicInteger intervals = new AtomicInteger();
  private final AtomicInteger packets = new AtomicInteger();
  private final IntervalMerger merger = new IntervalMerger(2, this::take);
  private final ClosedTable first = Tables.closed(Tables.lent());
  private final ClosedTable second = Tables.closed(Tables.lent());

  /** Both meters are at work. */
  public LanesMeetInOneInterval() {
    merger.lane(0).begun();
    merger.lane(1).begun();
  }

  private boolean take(ClosedInterval interval) {
    intervals.incrementAndGet();
    packets.addAndGet((int) interval.header().packets());
    return true;
  }

  /** One metering thread. */
  @Actor
  public void meter() {
    merger.lane(0).offer(first);
  }

  /** The other. */
  @Actor
  public void meterToo() {
    merger.lane(1).offer(second);
  }

  /** Afterwards. */
  @Arbiter
  public void after(II_Result result) {
    result.r1 = intervals.get();
    result.r2 = packets.get();
  }
}
