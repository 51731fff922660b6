// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.function.DoubleSupplier;
import org.teiten.capture.pipeline.CaptureCounters;
import org.teiten.capture.pipeline.MeterCounters;
import org.teiten.sensor.spool.Spool;
import org.teiten.sensor.spool.SpoolCounters;
import org.teiten.sensor.spool.SpoolCounters.Drop;
import org.teiten.support.metrics.Metric;
import org.teiten.support.metrics.MetricsRegistry;

/**
 * The books of every stage in one metric, so that one expression shows an imbalance: per book, what
 * went in less what came out. What is on its way between two counters makes it differ from zero for
 * moments; a difference that stays, or grows, is a bug.
 */
final class BookMetric {
  static final Metric ENTRIES =
      Metric.gauge(
          "books",
          "entries",
          "What went in and out of each stage, packets (of the book batches: batches), by fate;"
              + " Σ in = Σ out but for what is on its way.",
          "book",
          "side",
          "fate");

  private BookMetric() {}

  /** A stage whose entries must balance. */
  private record Book(MetricsRegistry registry, String name) {
    Book in(String fate, DoubleSupplier value) {
      registry.bind(ENTRIES, value, "book", name, "side", "in", "fate", fate);
      return this;
    }

    Book out(String fate, DoubleSupplier value) {
      registry.bind(ENTRIES, value, "book", name, "side", "out", "fate", fate);
      return this;
    }
  }

  static void bind(MetricsRegistry registry, CaptureLanes lanes, Spool spool) {
    new Book(registry, "capture")
        .in("received", () -> lanes.captured(CaptureCounters::received))
        .out("delivered", () -> lanes.captured(CaptureCounters::delivered))
        .out("kernel_dropped", () -> lanes.captured(CaptureCounters::kernelDropped));
    new Book(registry, "meter")
        .in("delivered", () -> lanes.captured(CaptureCounters::delivered))
        .out("ring_dropped", () -> lanes.captured(CaptureCounters::ringDropped))
        .out("not_ip", () -> lanes.metered(MeterCounters::notIp))
        .out("undecodable", () -> lanes.metered(meter -> meter.undecodable().total()))
        .out("not_monitored", () -> lanes.metered(MeterCounters::notMonitored))
        .out("solicited", () -> lanes.metered(MeterCounters::solicited))
        .out("classified", () -> lanes.metered(meter -> meter.classes().total()));
    SpoolCounters counters = spool.counters();
    new Book(registry, "spool")
        .in("offered", counters::offeredPackets)
        .out("written", counters::writtenPackets)
        .out("disk", () -> counters.droppedPackets(Drop.DISK))
        .out("memory", () -> counters.droppedPackets(Drop.MEMORY))
        .out("bug", () -> counters.droppedPackets(Drop.BUG));
    Book batches =
        new Book(registry, "batches")
            .in("found", counters::foundBatches)
            .in("written", counters::writtenBatches)
            .in("returned", counters::returnedBatches)
            .out("delivered", counters::deliveredBatches)
            .out("set_aside", counters::setAsideAfterWaiting)
            .out("waiting", spool::waitingBatches);
    for (Drop reason : Drop.values()) {
      if (reason.waited()) {
        batches.out(reason.label(), () -> counters.droppedBatches(reason));
      }
    }
  }
}
