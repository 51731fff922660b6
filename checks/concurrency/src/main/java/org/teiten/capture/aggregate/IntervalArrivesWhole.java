// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Who takes an interval sees all that was metered into it. */
@JCStressTest
@Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "nothing there yet")
@Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "both packets, in header and row")
@Outcome(expect = Expect.FORBIDDEN, desc = "a part of an interval")
@State
public class IntervalArrivesWhole {
  private final AtomicReference<ClosedInterval> slot = new AtomicReference<>();
  private final IntervalMerger merger =
      new IntervalMerger(1, interval -> slot.compareAndSet(null, interval));
  private final FlowTupleTable table = Tables.empty();

  /** The metering thread. */
  @Actor
  public void meter() {
    IntervalSink lane = merger.lane(0);
    lane.begun();
    Tables.addPacket(table);
    Tables.addPacket(table);
    table.lend();
    lane.offer(Tables.closed(table));
  }

  /** The spool thread. */
  @Actor
  public void write(II_Result result) {
    ClosedInterval interval = slot.get();
    if (interval == null) {
      result.r1 = -1;
      result.r2 = -1;
    } else {
      result.r1 = (int) interval.header().packets();
      interval.forEachRow(row -> result.r2 += (int) row.packets());
    }
  }
}
