// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import org.teiten.flowtuple.CaptureLoss;
import org.teiten.flowtuple.ClassTotals;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.Undecodable;

/** Adds up what the tables of one interval state. */
final class HeaderSum {
  private final int part;
  private final long observedFromMicros;
  private final long observedToMicros;
  private IntervalHeader sum;

  HeaderSum(int part, long observedFromMicros, long observedToMicros) {
    this.part = part;
    this.observedFromMicros = observedFromMicros;
    this.observedToMicros = observedToMicros;
  }

  void add(IntervalHeader other) {
    sum =
        new IntervalHeader(
            other.interval(),
            part,
            observedFromMicros,
            observedToMicros,
            other.monitoredIpv4(),
            other.monitoredIpv6(),
            sum == null ? other.loss() : sum(sum.loss(), other.loss()),
            sum == null ? other.classes() : sum(sum.classes(), other.classes()),
            (sum == null ? 0 : sum.rows()) + other.rows(),
            (sum == null ? 0 : sum.bytes()) + other.bytes(),
            sum == null ? other.clock() : worse(sum.clock(), other.clock()));
  }

  IntervalHeader header() {
    return sum;
  }

  /** With the number of rows once those of one key are one. */
  IntervalHeader header(long rows, long foldedRows) {
    CaptureLoss loss = sum.loss();
    return new IntervalHeader(
        sum.interval(),
        part,
        observedFromMicros,
        observedToMicros,
        sum.monitoredIpv4(),
        sum.monitoredIpv6(),
        new CaptureLoss(
            loss.received(),
            loss.kernelDropped(),
            loss.interfaceDropped(),
            loss.ringDropped(),
            loss.notIp(),
            loss.undecodable(),
            loss.notMonitored(),
            loss.solicited(),
            loss.late(),
            loss.badTime(),
            loss.foldedPackets(),
            foldedRows),
        sum.classes(),
        rows,
        sum.bytes(),
        sum.clock());
  }

  private static CaptureLoss sum(CaptureLoss a, CaptureLoss b) {
    return new CaptureLoss(
        a.received() + b.received(),
        a.kernelDropped() + b.kernelDropped(),
        a.interfaceDropped() + b.interfaceDropped(),
        a.ringDropped() + b.ringDropped(),
        a.notIp() + b.notIp(),
        new Undecodable(
            a.undecodable().version() + b.undecodable().version(),
            a.undecodable().headerLength() + b.undecodable().headerLength(),
            a.undecodable().totalLength() + b.undecodable().totalLength(),
            a.undecodable().truncated() + b.undecodable().truncated()),
        a.notMonitored() + b.notMonitored(),
        a.solicited() + b.solicited(),
        a.late() + b.late(),
        a.badTime() + b.badTime(),
        a.foldedPackets() + b.foldedPackets(),
        a.foldedRows() + b.foldedRows());
  }

  private static ClassTotals sum(ClassTotals a, ClassTotals b) {
    return new ClassTotals(
        a.scan() + b.scan(), a.backscatter() + b.backscatter(), a.other() + b.other());
  }

  /** One clock stamps all packets; it is read at slightly different times. */
  private static ClockState worse(ClockState a, ClockState b) {
    if (a.kind() != b.kind()) {
      return rank(a) >= rank(b) ? a : b;
    }
    return a.errorMicros() < 0 || b.errorMicros() < 0
        ? new ClockState(a.kind(), -1)
        : new ClockState(a.kind(), Math.max(a.errorMicros(), b.errorMicros()));
  }

  private static int rank(ClockState state) {
    return switch (state.kind()) {
      case SYNCHRONISED -> 0;
      case UNKNOWN -> 1;
      case UNSYNCHRONISED -> 2;
    };
  }
}
