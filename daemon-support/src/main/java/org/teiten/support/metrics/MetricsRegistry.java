// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;

/** The process's metrics: descriptors bound to callbacks, read only when somebody asks. */
public final class MetricsRegistry {
  private static final String PROJECT = "teiten.";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  // Micrometer holds the state of a counter weakly.
  private final List<DoubleSupplier> callbacks = new CopyOnWriteArrayList<>();

  /**
   * Binds a metric.
   *
   * @param value reads the number; any thread, must not block
   * @param labels names and values in turn; few values, never an address
   */
  public void bind(Metric metric, DoubleSupplier value, String... labels) {
    requireLabels(metric, labels);
    callbacks.add(value);
    // The unit is part of the name: Micrometer takes two units of one noun for the same meter.
    String name = PROJECT + metric.noun() + "." + metric.unit();
    switch (metric.kind()) {
      case COUNTER ->
          FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
              .description(metric.help())
              .tags(Tags.of(labels))
              .register(registry);
      case GAUGE ->
          Gauge.builder(name, value, DoubleSupplier::getAsDouble)
              .description(metric.help())
              .tags(Tags.of(labels))
              .strongReference(true)
              .register(registry);
    }
  }

  private static void requireLabels(Metric metric, String... labels) {
    for (int i = 0; i < labels.length; i += 2) {
      if (!metric.labels().contains(labels[i])) {
        throw new IllegalArgumentException(
            metric.prometheusName() + " has no label " + labels[i] + ", but " + metric.labels());
      }
    }
    if (labels.length != 2 * metric.labels().size()) {
      throw new IllegalArgumentException(
          metric.prometheusName() + " is bound with other labels than " + metric.labels());
    }
  }

  /** Everything in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }
}
