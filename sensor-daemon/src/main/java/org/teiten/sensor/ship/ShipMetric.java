// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.util.List;
import org.teiten.sensor.ship.Answer.Verdict;
import org.teiten.support.metrics.Metric;
import org.teiten.support.metrics.MetricsRegistry;

/** The shipping thread's metrics. */
final class ShipMetric {
  static final Metric ATTEMPTS =
      Metric.counter("ship.attempts", "batches", "Batches sent, by what came of it.", "result");
  static final Metric DELIVERED_PACKETS =
      Metric.counter("ship.delivered", "packets", "Packets in batches that the centre has.");
  static final Metric DELIVERED_BYTES =
      Metric.counter("ship.delivered", "bytes", "Bytes of batches that the centre has.");
  static final Metric NEW_EPOCHS =
      Metric.counter(
          "ship.new", "epochs", "Epochs begun since the centre knew an id with other content.");
  static final Metric DISK_FAILURES =
      Metric.counter("ship.disk", "failures", "Times that the spool could not be read or changed.");
  static final Metric CLOCK_OFFSET =
      Metric.gauge(
          "ship.clock.offset",
          "seconds",
          "How far this clock is ahead of the centre's, within a second; NaN until it has answered.");

  /** All of them, in the order of the page. */
  static final List<Metric> ALL =
      List.of(
          ATTEMPTS, DELIVERED_PACKETS, DELIVERED_BYTES, NEW_EPOCHS, DISK_FAILURES, CLOCK_OFFSET);

  private ShipMetric() {}

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
}
