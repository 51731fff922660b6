// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.top;

import java.util.List;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.flowtuple.IntervalHeader;

/**
 * An interval in a few lines.
 *
 * @param start when it began, ISO 8601, UTC
 * @param seconds its length
 * @param packets what arrived at monitored addresses
 * @param ports where most went, most first
 * @param sources whence most came, most first
 */
public record IntervalSummary(
    String start, int seconds, long packets, List<PortLine> ports, List<SourceLine> sources) {
  /** The most lines of each kind. */
  static final int LINES = 10;

  /**
   * A destination port.
   *
   * @param port {@code 445/tcp}, {@code 8.0/icmp} (type, code), or a protocol's number alone
   * @param sources how many sent there, an estimate above some hundred
   */
  public record PortLine(String port, long packets, long sources) {}

  /**
   * A source.
   *
   * @param ports how many ports it sent to, an estimate above some hundred
   */
  public record SourceLine(String source, long packets, long ports) {}

  public IntervalSummary {
    ports = List.copyOf(ports);
    sources = List.copyOf(sources);
  }

  /** Reads an interval twice, in memory that does not depend on it. */
  public static IntervalSummary of(ClosedInterval interval) {
    IntervalHeader header = interval.header();
    Frequent frequent = new Frequent(LINES);
    interval.forEachRowInAnyOrder(frequent::count);
    frequent.choose();
    interval.forEachRowInAnyOrder(frequent::measure);
    return new IntervalSummary(
        header.interval().start().toString(),
        header.interval().lengthSeconds(),
        header.packets(),
        frequent.ports(),
        frequent.sources());
  }
}
