// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.List;
import java.util.function.ToLongFunction;
import org.teiten.capture.pipeline.CaptureCounters;
import org.teiten.capture.pipeline.MeterCounters;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.UndecodableReason;
import org.teiten.support.metrics.MetricDescriptor;
import org.teiten.support.metrics.MetricsRegistry;

/**
 * The books of capturing and metering (design §4): received = delivered + kernel-dropped + in
 * flight; delivered = ring-dropped + not IP + undecodable + not monitored + solicited + Σ classes.
 */
enum CaptureMetric implements MetricDescriptor {
  RECEIVED("capture.received", "packets", "Packets that the kernel saw for us, dropped included."),
  DELIVERED("capture.delivered", "packets", "Packets that the kernel handed over."),
  DROPPED("capture.dropped", "packets", "Packets lost before metering, by where."),
  THREAD("capture.thread", "packets", "Packets handed to each capture thread."),
  FAILURES("capture.interface", "failures", "Times that the interface failed or did not open."),
  NOT_IP("meter.not.ip", "packets", "Frames that the link layer does not call IP."),
  UNDECODABLE("meter.undecodable", "packets", "IP packets that could not be read, by reason."),
  NOT_MONITORED("meter.not.monitored", "packets", "Packets to addresses not monitored."),
  SOLICITED("meter.solicited", "packets", "Answers to this host, and its management."),
  CLASSIFIED("meter.classified", "packets", "Packets in FlowTuples, by traffic class."),
  BYTES("meter.classified", "bytes", "IP lengths of the packets in FlowTuples."),
  LATE("meter.late", "packets", "Of those, packets counted outside of their own interval."),
  BAD_TIME("meter.bad.time", "packets", "Of those, packets whose time was not believed."),
  FOLDED(
      "meter.folded",
      "packets",
      "Packets in FlowTuples without source: table full, or detail by port."),
  INTERVALS("meter.closed", "intervals", "Intervals, or parts of them, handed to the spool."),
  GROWN("meter.grown", "intervals", "Times that an interval grew as the spool was not ready.");

  private final String noun;
  private final String unit;
  private final String help;

  CaptureMetric(String noun, String unit, String help) {
    this.noun = noun;
    this.unit = unit;
    this.help = help;
  }

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
      CaptureMetric metric,
      ToLongFunction<MeterCounters> count) {
    registry.bind(metric, () -> lanes.metered(count));
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

  @Override
  public List<String> labels() {
    return switch (this) {
      case DROPPED -> List.of("where");
      case THREAD -> List.of("thread");
      case UNDECODABLE -> List.of("reason");
      case CLASSIFIED -> List.of("class");
      default -> List.of();
    };
  }
}
