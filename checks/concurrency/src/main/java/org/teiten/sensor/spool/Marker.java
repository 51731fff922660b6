// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.util.List;
import java.util.function.Consumer;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.capture.aggregate.RowView;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;

/** An interval that only says which one it is, in a field that nothing but the slot publishes. */
final class Marker implements ClosedInterval {
  @SuppressWarnings("FieldMayBeFinal") // a final field would be published by itself
  private int number;

  Marker(int number) {
    this.number = number;
  }

  static int number(ClosedInterval interval) {
    return interval == null ? 0 : ((Marker) interval).number;
  }

  @Override
  public IntervalHeader header() {
    throw new UnsupportedOperationException();
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
  public void forEachRow(Consumer<FlowTuple> consumer) {}

  @Override
  public void forEachRowInAnyOrder(Consumer<RowView> consumer) {}

  @Override
  public void release() {}
}
