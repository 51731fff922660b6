// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.List;
import org.teiten.capture.pipeline.ServiceGaps;
import org.teiten.support.metrics.MetricDescriptor;
import org.teiten.support.metrics.MetricsRegistry;

/** For how long a capture thread was away from its interface, by thread. */
enum ServiceGapMetric implements MetricDescriptor {
  GAPS(
      "capture.service",
      "gaps",
      Kind.COUNTER,
      "Times that the interface was not asked for packets for longer than that."),
  LONGEST(
      "capture.service.longest.gap",
      "seconds",
      Kind.GAUGE,
      "The longest time that the interface was not asked for packets.");

  private static final double NANOS_PER_SECOND = 1e9;

  private final String noun;
  private final String unit;
  private final Kind kind;
  private final String help;

  ServiceGapMetric(String noun, String unit, Kind kind, String help) {
    this.noun = noun;
    this.unit = unit;
    this.kind = kind;
    this.help = help;
  }

  static void bind(MetricsRegistry registry, int thread, ServiceGaps gaps) {
    String number = Integer.toString(thread);
    for (ServiceGaps.Limit limit : ServiceGaps.Limit.values()) {
      registry.bind(
          GAPS, () -> gaps.longerThan(limit), "longer_than", limit.label(), "thread", number);
    }
    registry.bind(LONGEST, () -> gaps.longestNanos() / NANOS_PER_SECOND, "thread", number);
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
    return this == GAPS ? List.of("longer_than", "thread") : List.of("thread");
  }
}
