// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.time.Instant;
import java.util.List;

/**
 * What sensors observed, as runs of intervals that touch: an hour of a sensor with an interval a
 * minute is one row instead of sixty. Runs are kept up with the rollups and say the same as their
 * intervals to every question that cuts time at whole UTC hours.
 */
final class ObservedRuns {
  private ObservedRuns() {}

  /** A statement that adds batches which are in no run yet. */
  static String addition(String after, String upTo) {
    return Sql.of("put_runs_together", "after", after, "up_to", upTo);
  }

  /**
   * What was observed, for a question that cuts time at some instants: runs and newer intervals, or
   * intervals alone where a run might lie on both sides of a cut.
   */
  static String rows(List<Instant> cuts) {
    return Slot.HOUR.bounds(cuts)
        ? "FROM observed_runs UNION ALL BY NAME "
            + intervals(" AND batch > (SELECT batch FROM rolled_up)")
        : intervals("");
  }

  private static String intervals(String conditions) {
    return Sql.of("observed_in_intervals", "conditions", conditions);
  }
}
