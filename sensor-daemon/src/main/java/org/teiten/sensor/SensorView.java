// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.teiten.capture.pipeline.CaptureCounters;
import org.teiten.capture.pipeline.MeterCounters;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.sensor.ship.ShippingAgent;
import org.teiten.sensor.spool.Spool;
import org.teiten.sensor.spool.SpoolCounters;
import org.teiten.sensor.spool.SpoolCounters.Drop;
import org.teiten.sensor.top.IntervalSummary;
import org.teiten.sensor.top.LiveView;
import org.teiten.support.lifecycle.Software;
import org.teiten.support.metrics.Health;

/** Gathers from every stage what {@code teiten-sensor top} shows. Any thread. */
record SensorView(SensorConfig config, CaptureLanes lanes, Spool spool, ShippingAgent shipping) {
  /**
   * What is to be seen now.
   *
   * @param upNanos since when the process runs
   */
  LiveView at(long upNanos, Health health, IntervalSummary last) {
    return new LiveView(
        config.sensor().value(),
        Software.nameAndVersion("teiten-sensor", SensorView.class),
        String.join(", ", config.interfaceNames()),
        TimeUnit.NANOSECONDS.toSeconds(upNanos),
        health.reasons(),
        new LiveView.Capture(
            lanes.captured(CaptureCounters::received),
            lanes.captured(CaptureCounters::delivered),
            lanes.captured(CaptureCounters::kernelDropped)),
        meter(),
        waiting(),
        new LiveView.Ship(shipping.deliveredPackets()),
        last);
  }

  private LiveView.Meter meter() {
    return new LiveView.Meter(
        lanes.captured(CaptureCounters::ringDropped),
        lanes.metered(MeterCounters::notIp),
        lanes.metered(meter -> meter.undecodable().total()),
        lanes.metered(MeterCounters::notMonitored),
        lanes.metered(MeterCounters::solicited),
        classified(TrafficClass.SCAN),
        classified(TrafficClass.BACKSCATTER),
        classified(TrafficClass.OTHER));
  }

  private long classified(TrafficClass trafficClass) {
    return lanes.metered(meter -> meter.classes().count(trafficClass));
  }

  private LiveView.Spool waiting() {
    SpoolCounters counters = spool.counters();
    return new LiveView.Spool(
        spool.waitingBatches(),
        spool.waitingBytes(),
        counters.writtenPackets(),
        Arrays.stream(Drop.values()).mapToLong(counters::droppedPackets).sum());
  }
}
