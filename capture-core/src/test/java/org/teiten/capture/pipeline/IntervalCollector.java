// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.capture.aggregate.IntervalSink;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;

/** Takes intervals, copies their rows and releases them; or keeps or refuses them when told to. */
final class IntervalCollector implements IntervalSink {
  final List<IntervalHeader> headers = new ArrayList<>();
  final List<List<FlowTuple>> rowsByInterval = new ArrayList<>();
  final List<FlowTuple> rows = new ArrayList<>();
  final List<List<String>> signatures = new ArrayList<>();
  final List<Long> unsigned = new ArrayList<>();
  final List<Integer> intervalOfRow = new ArrayList<>();
  final List<ClosedInterval> held = new ArrayList<>();
  boolean hold;
  boolean refuse;

  @Override
  public boolean offer(ClosedInterval interval) {
    if (refuse) {
      return false;
    }
    headers.add(interval.header());
    List<FlowTuple> copy = new ArrayList<>();
    interval.forEachRow(copy::add);
    rowsByInterval.add(copy);
    signatures.add(interval.signatures());
    unsigned.add(interval.unsignedPackets());
    copy.forEach(row -> intervalOfRow.add(headers.size() - 1));
    rows.addAll(copy);
    if (hold) {
      held.add(interval);
    } else {
      interval.release();
    }
    return true;
  }

  void releaseHeld() {
    held.forEach(ClosedInterval::release);
    held.clear();
  }
}
