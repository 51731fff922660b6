// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.capture.aggregate.RowView;
import org.teiten.flowtuple.CaptureLoss;
import org.teiten.flowtuple.ClassTotals;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.Fingerprint;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.Interval;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.TrafficType;
import org.teiten.flowtuple.Undecodable;

/** A closed interval with so many SYNs from so many sources, one each. */
public final class IntervalFixture implements ClosedInterval {
  private static final int SECONDS = 60;

  private final IntervalHeader header;
  private final List<FlowTuple> rows = new ArrayList<>();
  private int released;

  /** The minute with this number since 1970. */
  public IntervalFixture(long minute, int sources) {
    Interval interval = new Interval(minute * SECONDS, SECONDS);
    for (int i = 0; i < sources; i++) {
      rows.add(row(interval, i));
    }
    header =
        new IntervalHeader(
            interval,
            0,
            interval.startMicros(),
            interval.endMicros(),
            256,
            0,
            new CaptureLoss(sources, 0, 0, 0, 0, Undecodable.NONE, 0, 0, 0, 0, 0, 0),
            new ClassTotals(sources, 0, 0),
            sources,
            40L * sources,
            ClockState.UNKNOWN);
  }

  private static FlowTuple row(Interval interval, int source) {
    return new FlowTuple(
        interval.startSeconds(),
        0,
        4,
        0,
        0xc633_6400L + source,
        false,
        6,
        23,
        -1,
        -1,
        TrafficType.TCP_SYN,
        Fingerprint.NONE,
        1,
        40,
        1,
        false,
        1,
        null,
        interval.startMicros(),
        interval.startMicros(),
        40_000,
        64,
        0,
        2,
        0,
        0,
        0,
        0,
        -1,
        -1);
  }

  @Override
  public IntervalHeader header() {
    return header;
  }

  @Override
  public List<String> signatures() {
    return List.of();
  }

  @Override
  public long unsignedPackets() {
    return 0;
  }

  @Override
  public void forEachRow(Consumer<FlowTuple> consumer) {
    rows.forEach(consumer);
  }

  @Override
  public void forEachRowInAnyOrder(Consumer<RowView> consumer) {
    throw new UnsupportedOperationException("a spool writes rows in their order");
  }

  @Override
  public void release() {
    released++;
  }

  /** How often {@link #release()} was called. */
  public int released() {
    return released;
  }
}
