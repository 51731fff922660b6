// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A metering thread that finds a table given back finds it empty. */
@JCStressTest
@Outcome(id = "1, -1", expect = Expect.ACCEPTABLE, desc = "still being written")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "given back, and empty")
@Outcome(expect = Expect.FORBIDDEN, desc = "given back with rows in it")
@State
public class TableIsGivenBackEmpty {
  private final FlowTupleTable table = Tables.lent();

  /** The spool thread. */
  @Actor
  public void write(II_Result result) {
    result.r1 = table.rows().count();
    table.giveBack();
  }

  /** The metering thread. */
  @Actor
  public void meter(II_Result result) {
    result.r2 = table.lent() ? -1 : table.rows().count() + (int) table.books().frames();
  }
}
