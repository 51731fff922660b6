// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.List;
import org.teiten.capture.pipeline.ServiceGaps;
import org.teiten.support.metrics.Metric;
import org.teiten.support.metrics.MetricsRegistry;

/** For how long a capture thread was away from its interface, by thread. */
final class ServiceGapMetric {
  static final Metric GAPS =
      Metric.counter(
          "capture.service",
          "gaps",
          "Times that the interface was not asked for packets for longer than that.",
          "longer_than",
          "thread");
  static final Metric LONGEST =
      Metric.gauge(
          "capture.service.longest.gap",
          "seconds",
          "The longest time that the interface was not asked for packets.",
          "thread");

  /** All of them, in the order of the page. */
  static final List<Metric> ALL = List.of(GAPS, LONGEST);

  private static final double NANOS_PER_SECOND = 1e9;

  private ServiceGapMetric() {}

  static void bind(MetricsRegistry registry, int thread, ServiceGaps gaps) {
    String number = Integer.toString(thread);
    for (ServiceGaps.Limit limit : ServiceGaps.Limit.values()) {
      registry.bind(
          GAPS, () -> gaps.longerThan(limit), "longer_than", limit.label(), "thread", number);
    }
    registry.bind(LONGEST, () -> gaps.longestNanos() / NANOS_PER_SECOND, "thread", number);
  }
}
