// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.List;
import java.util.stream.Stream;
import org.teiten.sensor.enrol.Renewal;
import org.teiten.sensor.ship.ShippingAgent;
import org.teiten.sensor.spool.SpoolMetric;
import org.teiten.support.metrics.Metric;

/** Everything that a sensor's {@code /metrics} can show, in the order of a packet's life. */
final class SensorMetrics {
  private SensorMetrics() {}

  static List<Metric> all() {
    return Stream.of(
            CaptureMetric.ALL,
            ServiceGapMetric.ALL,
            MarkMetric.ALL,
            SpoolMetric.ALL,
            ShippingAgent.metrics(),
            Renewal.metrics(),
            List.of(BookMetric.ENTRIES))
        .flatMap(List::stream)
        .toList();
  }
}
