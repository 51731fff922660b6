// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.util.List;
import org.teiten.sensor.ship.Answer.Verdict;
import org.teiten.support.metrics.MetricDescriptor;
import org.teiten.support.metrics.MetricsRegistry;

/** The shipping thread's metrics. */
enum ShipMetric implements MetricDescriptor {
  ATTEMPTS("ship.attempts", Kind.COUNTER, "batches", "Batches sent, by what came of it."),
  DELIVERED_PACKETS(
      "ship.delivered", Kind.COUNTER, "packets", "Packets in batches that the centre has."),
  DELIVERED_BYTES("ship.delivered", Kind.COUNTER, "bytes", "Bytes of batches that the centre has."),
  NEW_EPOCHS(
      "ship.new",
      Kind.COUNTER,
      "epochs",
      "Epochs begun since the centre knew an id with other content."),
  DISK_FAILURES(
      "ship.disk", Kind.COUNTER, "failures", "Times that the spool could not be read or changed."),
  CLOCK_OFFSET(
      "ship.clock.offset",
      Kind.GAUGE,
      "seconds",
      "How far this clock is ahead of the centre's, within a second; NaN until it has answered.");

  private final String noun;
  private final Kind kind;
  private final String unit;
  private final String help;

  ShipMetric(String noun, Kind kind, String unit, String help) {
    this.noun = noun;
    this.kind = kind;
    this.unit = unit;
    this.help = help;
  }

  static void bind(MetricsRegistry registry, ShipCounters counters, ClockOffset clock) {
    for (Verdict verdict : Verdict.values()) {
      registry.bind(ATTEMPTS, () -> counters.answers(verdict), "result", verdict.label());
    }
    registry.bind(DELIVERED_PACKETS, counters::deliveredPackets);
    registry.bind(DELIVERED_BYTES, counters::deliveredBytes);
    registry.bind(NEW_EPOCHS, counters::newEpochs);
    registry.bind(DISK_FAILURES, counters::diskFailures);
    registry.bind(CLOCK_OFFSET, clock::seconds);
  }

  @Override
  public String noun() {
    return noun;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String unit() {
    return unit;
  }

  @Override
  public String help() {
    return help;
  }

  @Override
  public List<String> labels() {
    return this == ATTEMPTS ? List.of("result") : List.of();
  }
}
