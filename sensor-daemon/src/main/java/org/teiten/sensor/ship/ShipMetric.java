// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import org.teiten.sensor.ship.Answer.Verdict;
import org.teiten.support.metrics.MetricDescriptor;
import org.teiten.support.metrics.MetricsRegistry;

/** The shipping thread's metrics. */
enum ShipMetric implements MetricDescriptor {
  ATTEMPTS("ship.attempts", "batches", "Batches sent, by what came of it."),
  DELIVERED_PACKETS("ship.delivered", "packets", "Packets in batches that the centre has."),
  DELIVERED_BYTES("ship.delivered", "bytes", "Bytes of batches that the centre has."),
  NEW_EPOCHS("ship.new", "epochs", "Epochs begun since the centre knew an id with other content."),
  DISK_FAILURES("ship.disk", "failures", "Times that the spool could not be read or changed.");

  private final String noun;
  private final String unit;
  private final String help;

  ShipMetric(String noun, String unit, String help) {
    this.noun = noun;
    this.unit = unit;
    this.help = help;
  }

  static void bind(MetricsRegistry registry, ShipCounters counters) {
    for (Verdict verdict : Verdict.values()) {
      registry.bind(ATTEMPTS, () -> counters.answers(verdict), "result", verdict.label());
    }
    registry.bind(DELIVERED_PACKETS, counters::deliveredPackets);
    registry.bind(DELIVERED_BYTES, counters::deliveredBytes);
    registry.bind(NEW_EPOCHS, counters::newEpochs);
    registry.bind(DISK_FAILURES, counters::diskFailures);
  }

  @Override
  public String noun() {
    return noun;
  }

  @Override
  public Kind kind() {
    return Kind.COUNTER;
  }

  @Override
  public String unit() {
    return unit;
  }

  @Override
  public String help() {
    return help;
  }
}
