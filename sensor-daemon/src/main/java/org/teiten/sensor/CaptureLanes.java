// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.teiten.capture.aggregate.IntervalMerger;
import org.teiten.capture.aggregate.IntervalSink;
import org.teiten.capture.pipeline.CaptureCounters;
import org.teiten.capture.pipeline.MeterConfig;
import org.teiten.capture.pipeline.MeterCounters;
import org.teiten.capture.pipeline.PacketMeter;
import org.teiten.capture.ring.FrameRing;
import org.teiten.capture.source.FanoutGroup;
import org.teiten.capture.source.KernelClock;
import org.teiten.capture.source.LiveSourceConfig;

/**
 * All that captures and meters: for each interface {@code capture.threads} lanes among which the
 * kernel divides its packets by source; and where the intervals of all become one.
 */
final class CaptureLanes {
  private final List<CaptureLane> lanes = new ArrayList<>();
  private final IntervalMerger merger;

  /**
   * Opens each interface once for each of its lanes.
   *
   * @param sink takes the intervals of all
   * @throws IOException in one sentence, with nothing left open
   */
  CaptureLanes(SensorConfig config, IntervalSink sink) throws IOException {
    int threads = config.capture().threads();
    merger = new IntervalMerger(config.capture().lanes(), sink);
    SecureRandom random = new SecureRandom();
    MeterConfig metering = config.meter(random.nextLong(), random.nextLong());
    try {
      for (LiveSourceConfig source : config.liveSources()) {
        FanoutGroup group = new FanoutGroup(threads);
        for (int i = 0; i < threads; i++) {
          lanes.add(lane(config, source, metering, group.member(i)));
        }
      }
    } catch (IOException | RuntimeException e) {
      abandon();
      throw e;
    }
  }

  /** Closes what no thread has begun to use. */
  void abandon() {
    lanes.forEach(lane -> lane.capture().abandon());
  }

  private CaptureLane lane(
      SensorConfig config, LiveSourceConfig source, MeterConfig metering, FanoutGroup.Member member)
      throws IOException {
    int number = lanes.size();
    FrameRing ring =
        new FrameRing(
            Math.toIntExact(config.capture().ring().bytes()), config.capture().snapLength());
    CaptureCounters captured = new CaptureCounters();
    CaptureDuty capture = new CaptureDuty(source, member, ring, captured);
    PacketMeter meter =
        new PacketMeter(
            metering, capture.linkType(), captured, new KernelClock(), merger.lane(number));
    return new CaptureLane(
        number,
        source.networkInterface(),
        captured,
        capture,
        meter,
        new MeteringDuty(capture, ring, meter, number == 0, config.shutdownDeadline()));
  }

  /** From 0. */
  List<CaptureLane> all() {
    return lanes;
  }

  /** Of one interface's capturing. */
  long captured(String networkInterface, ToLongFunction<CaptureCounters> count) {
    return lanes.stream()
        .filter(lane -> lane.networkInterface().equals(networkInterface))
        .mapToLong(lane -> count.applyAsLong(lane.captured()))
        .sum();
  }

  long captured(ToLongFunction<CaptureCounters> count) {
    return lanes.stream().mapToLong(lane -> count.applyAsLong(lane.captured())).sum();
  }

  long metered(ToLongFunction<MeterCounters> count) {
    return lanes.stream().mapToLong(lane -> count.applyAsLong(lane.meter().counters())).sum();
  }

  /** How often an interface failed or could not be opened. */
  long failures() {
    return lanes.stream().mapToLong(lane -> lane.capture().failures()).sum();
  }

  /** Intervals, and parts of intervals, that the sink took. */
  long intervals() {
    return merger.handedOn();
  }

  /** Why nothing, or not all, is observed, if so. */
  Optional<String> trouble() {
    return lanes.stream().flatMap(lane -> lane.capture().trouble().stream()).findFirst();
  }

  /** Whether packets would be seen if there were any. */
  boolean observing() {
    return trouble().isEmpty() && lanes.stream().allMatch(lane -> lane.capture().isCapturing());
  }

  /** After the end: whether every interval was taken by the sink. */
  boolean finished() {
    return lanes.stream().allMatch(lane -> lane.metering().finished());
  }
}
