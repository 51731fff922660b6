// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.List;
import java.util.stream.Stream;
import org.teiten.sensor.enrol.Renewal;
import org.teiten.sensor.ship.ShippingAgent;
import org.teiten.sensor.spool.SpoolMetric;
import org.teiten.support.metrics.MetricDescriptor;

/** Everything that a sensor's {@code /metrics} can show, in the order of a packet's life. */
final class SensorMetrics {
  private SensorMetrics() {}

  static List<MetricDescriptor> all() {
    return Stream.of(
            Stream.of(CaptureMetric.values()),
            Stream.of(ServiceGapMetric.values()),
            Stream.of(MarkMetric.values()),
            Stream.of(SpoolMetric.values()),
            ShippingAgent.metrics().stream(),
            Renewal.metrics().stream(),
            Stream.of(BookMetric.values()))
        .<MetricDescriptor>flatMap(metrics -> metrics)
        .toList();
  }
}
