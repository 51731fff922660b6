// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.teiten.capture.pipeline.CaptureCounters;
import org.teiten.capture.pipeline.MeterCounters;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.UndecodableReason;
import org.teiten.support.metrics.Metric;
import org.teiten.support.metrics.MetricsRegistry;

/**
 * The books of capturing and metering (design §4): received = delivered + kernel-dropped + in
 * flight; delivered = ring-dropped + not IP + undecodable + not monitored + solicited + Σ classes.
 */
final class CaptureMetric {
  static final Metric RECEIVED =
      Metric.counter(
          "capture.received", "packets", "Packets that the kernel saw for us, dropped included.");
  static final Metric DELIVERED =
      Metric.counter("capture.delivered", "packets", "Packets that the kernel handed over.");
  static final Metric DROPPED =
      Metric.counter(
          "capture.dropped", "packets", "Packets lost before metering, by where.", "where");
  static final Metric THREAD =
      Metric.counter(
          "capture.thread", "packets", "Packets handed to each capture thread.", "thread");
  static final Metric INTERFACE =
      Metric.counter(
          "capture.interface",
          "packets",
          "Packets at each interface, by fate: received = delivered + kernel_dropped.",
          "interface",
          "fate");
  static final Metric FAILURES =
      Metric.counter(
          "capture.interface", "failures", "Times that the interface failed or did not open.");
  static final Metric NOT_IP =
      Metric.counter("meter.not.ip", "packets", "Frames that the link layer does not call IP.");
  static final Metric UNDECODABLE =
      Metric.counter(
          "meter.undecodable",
          "packets",
          "IP packets that could not be read, by reason.",
          "reason");
  static final Metric NOT_MONITORED =
      Metric.counter("meter.not.monitored", "packets", "Packets to addresses not monitored.");
  static final Metric SOLICITED =
      Metric.counter("meter.solicited", "packets", "Answers to this host, and its management.");
  static final Metric CLASSIFIED =
      Metric.counter(
          "meter.classified", "packets", "Packets in FlowTuples, by traffic class.", "class");
  static final Metric BYTES =
      Metric.counter("meter.classified", "bytes", "IP lengths of the packets in FlowTuples.");
  static final Metric LATE =
      Metric.counter(
          "meter.late", "packets", "Of those, packets counted outside of their own interval.");
  static final Metric BAD_TIME =
      Metric.counter("meter.bad.time", "packets", "Of those, packets whose time was not believed.");
  static final Metric FOLDED =
      Metric.counter(
          "meter.folded",
          "packets",
          "Packets in FlowTuples without source: table full, or detail by port.");
  static final Metric INTERVALS =
      Metric.counter(
          "meter.closed", "intervals", "Intervals, or parts of them, handed to the spool.");
  static final Metric GROWN =
      Metric.counter(
          "meter.grown", "intervals", "Times that an interval grew as the spool was not ready.");

  /** All of them, in the order of the page. */
  static final List<Metric> ALL =
      List.of(
          RECEIVED,
          DELIVERED,
          DROPPED,
          THREAD,
          INTERFACE,
          FAILURES,
          NOT_IP,
          UNDECODABLE,
          NOT_MONITORED,
          SOLICITED,
          CLASSIFIED,
          BYTES,
          LATE,
          BAD_TIME,
          FOLDED,
          INTERVALS,
          GROWN);

  private CaptureMetric() {}

  static void bind(MetricsRegistry registry, CaptureLanes lanes) {
    registry.bind(RECEIVED, () -> lanes.captured(CaptureCounters::received));
    registry.bind(DELIVERED, () -> lanes.captured(CaptureCounters::delivered));
    dropped(registry, lanes, "kernel", CaptureCounters::kernelDropped);
    dropped(registry, lanes, "interface", CaptureCounters::interfaceDropped);
    dropped(registry, lanes, "ring", CaptureCounters::ringDropped);
    for (CaptureLane lane : lanes.all()) {
      registry.bind(THREAD, lane.captured()::delivered, "thread", Integer.toString(lane.number()));
      ServiceGapMetric.bind(registry, lane.number(), lane.captured().gaps());
    }
    lanes.all().stream()
        .map(CaptureLane::networkInterface)
        .distinct()
        .forEach(name -> at(registry, lanes, name));
    registry.bind(FAILURES, lanes::failures);
    metered(registry, lanes, NOT_IP, MeterCounters::notIp);
    for (UndecodableReason reason : UndecodableReason.values()) {
      registry.bind(
          UNDECODABLE,
          () -> lanes.metered(metered -> metered.undecodable().count(reason)),
          "reason",
          reason.label());
    }
    metered(registry, lanes, NOT_MONITORED, MeterCounters::notMonitored);
    metered(registry, lanes, SOLICITED, MeterCounters::solicited);
    for (TrafficClass trafficClass : TrafficClass.values()) {
      registry.bind(
          CLASSIFIED,
          () -> lanes.metered(metered -> metered.classes().count(trafficClass)),
          "class",
          trafficClass.label());
    }
    metered(registry, lanes, BYTES, MeterCounters::bytes);
    metered(registry, lanes, LATE, MeterCounters::late);
    metered(registry, lanes, BAD_TIME, MeterCounters::badTime);
    metered(registry, lanes, FOLDED, MeterCounters::foldedPackets);
    registry.bind(INTERVALS, lanes::intervals);
    metered(registry, lanes, GROWN, MeterCounters::refusedIntervals);
  }

  private static void at(MetricsRegistry registry, CaptureLanes lanes, String name) {
    Map<String, ToLongFunction<CaptureCounters>> fates =
        Map.of(
            "received", CaptureCounters::received,
            "delivered", CaptureCounters::delivered,
            "kernel_dropped", CaptureCounters::kernelDropped);
    fates.forEach(
        (fate, count) ->
            registry.bind(
                INTERFACE, () -> lanes.captured(name, count), "interface", name, "fate", fate));
  }

  private static void dropped(
      MetricsRegistry registry,
      CaptureLanes lanes,
      String where,
      ToLongFunction<CaptureCounters> count) {
    registry.bind(DROPPED, () -> lanes.captured(count), "where", where);
  }

  private static void metered(
      MetricsRegistry registry,
      CaptureLanes lanes,
      Metric metric,
      ToLongFunction<MeterCounters> count) {
    registry.bind(metric, () -> lanes.metered(count));
  }
}
