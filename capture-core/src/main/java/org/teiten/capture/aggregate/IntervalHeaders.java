// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import java.util.function.Supplier;
import org.teiten.flowtuple.CaptureLoss;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.Interval;
import org.teiten.flowtuple.IntervalHeader;

/**
 * Writes what an interval states of itself. What the capturing side counted since the last interval
 * that was taken is charged to the one being closed.
 */
public final class IntervalHeaders {
  private final long monitoredIpv4;
  private final long monitoredIpv6;
  private final Supplier<CaptureTotals> totals;
  private final Supplier<ClockState> clockState;
  private CaptureTotals charged = CaptureTotals.NONE;
  private CaptureTotals read = CaptureTotals.NONE;

  /**
   * Of a live interface.
   *
   * @param totals the capturing side's counts; null: what is received is what reached the meter
   */
  public IntervalHeaders(
      long monitoredIpv4,
      long monitoredIpv6,
      Supplier<CaptureTotals> totals,
      Supplier<ClockState> clockState) {
    this.monitoredIpv4 = monitoredIpv4;
    this.monitoredIpv6 = monitoredIpv6;
    this.totals = totals;
    this.clockState = clockState;
  }

  IntervalHeader header(
      Interval interval, int part, long fromMicros, long toMicros, FlowTupleTable table) {
    IntervalBooks books = table.books();
    long rows = table.rows().count() + (long) table.folded().rows().count();
    return new IntervalHeader(
        interval,
        part,
        fromMicros,
        toMicros,
        monitoredIpv4,
        monitoredIpv6,
        loss(books, table.folded().rows().count()),
        books.classes(),
        rows,
        books.bytes(),
        clockState.get());
  }

  private CaptureLoss loss(IntervalBooks books, int foldedRows) {
    CaptureTotals since = CaptureTotals.NONE;
    if (totals != null) {
      read = totals.get();
      since =
          new CaptureTotals(
              read.received() - charged.received(),
              read.kernelDropped() - charged.kernelDropped(),
              read.interfaceDropped() - charged.interfaceDropped(),
              read.ringDropped() - charged.ringDropped());
    }
    return new CaptureLoss(
        totals == null ? books.frames() : since.received(),
        since.kernelDropped(),
        since.interfaceDropped(),
        since.ringDropped(),
        books.notIp(),
        books.undecodable(),
        books.notMonitored(),
        books.solicited(),
        books.late(),
        books.badTime(),
        books.foldedPackets(),
        foldedRows);
  }

  /** The last header was taken: what it charged is charged. */
  void taken() {
    charged = read;
  }
}
