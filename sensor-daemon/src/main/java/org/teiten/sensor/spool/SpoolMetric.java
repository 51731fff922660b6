// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.util.List;
import org.teiten.sensor.spool.SpoolCounters.Aside;
import org.teiten.sensor.spool.SpoolCounters.Drop;
import org.teiten.support.metrics.Metric;
import org.teiten.support.metrics.MetricsRegistry;

/** The spool's metrics. */
public final class SpoolMetric {
  static final Metric WRITTEN_BATCHES =
      Metric.counter("spool.written", "batches", "Batches written to the spool.");
  static final Metric WRITTEN_PACKETS =
      Metric.counter("spool.written", "packets", "Packets in batches written.");
  static final Metric DROPPED_BATCHES =
      Metric.counter("spool.dropped", "batches", "Batches lost, by reason.", "reason");
  static final Metric DROPPED_PACKETS =
      Metric.counter("spool.dropped", "packets", "Packets in lost batches, by reason.", "reason");
  static final Metric SET_ASIDE_BATCHES =
      Metric.counter("spool.set.aside", "batches", "Files put aside, by reason.", "reason");
  static final Metric WAITING_BATCHES =
      Metric.gauge("spool.waiting", "batches", "Batches that the centre lacks.");
  static final Metric WAITING_BYTES =
      Metric.gauge("spool.waiting", "bytes", "Bytes of batches that the centre lacks.");
  static final Metric OLDEST_SECONDS =
      Metric.gauge(
          "spool.oldest.age",
          "seconds",
          "The lag: for how long the oldest interval has waited to be acknowledged; 0 if none waits.");

  /** All of them, in the order of the page. */
  public static final List<Metric> ALL =
      List.of(
          WRITTEN_BATCHES,
          WRITTEN_PACKETS,
          DROPPED_BATCHES,
          DROPPED_PACKETS,
          SET_ASIDE_BATCHES,
          WAITING_BATCHES,
          WAITING_BYTES,
          OLDEST_SECONDS);

  private SpoolMetric() {}

  /** Binds all of them. */
  public static void bind(MetricsRegistry registry, Spool spool) {
    SpoolCounters counters = spool.counters();
    registry.bind(WRITTEN_BATCHES, counters::writtenBatches);
    registry.bind(WRITTEN_PACKETS, counters::writtenPackets);
    for (Drop reason : Drop.values()) {
      String label = reason.label();
      registry.bind(DROPPED_BATCHES, () -> counters.droppedBatches(reason), "reason", label);
      registry.bind(DROPPED_PACKETS, () -> counters.droppedPackets(reason), "reason", label);
    }
    for (Aside reason : Aside.values()) {
      registry.bind(SET_ASIDE_BATCHES, () -> counters.setAside(reason), "reason", reason.label());
    }
    registry.bind(WAITING_BATCHES, spool::waitingBatches);
    registry.bind(WAITING_BYTES, spool::waitingBytes);
    registry.bind(OLDEST_SECONDS, () -> spool.lag().toMillis() / 1_000.0);
  }
}
