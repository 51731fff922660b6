// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teiten.capture.pipeline.MeterConfig;
import org.teiten.capture.pipeline.MeterConfig.Detail;
import org.teiten.capture.pipeline.PacketMeter;
import org.teiten.capture.source.LinkType;

class StatedMemoryTest {
  @ParameterizedTest
  @EnumSource(Detail.class)
  void saysHowMuchMemoryItTakesWithinATenthOfWhatItAllocates(Detail detail) {
    MeterConfig config =
        new MeterConfig(
            MeterConfig.Mode.LIVE,
            60,
            List.of(),
            List.of(),
            List.of(),
            detail,
            100_000,
            1_024,
            Duration.ofSeconds(1),
            1,
            2);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes() + TableMemory.taken();
    PacketMeter meter = PacketMeter.ofCaptures(config, LinkType.ETHERNET, interval -> true);
    long allocated = threads.getCurrentThreadAllocatedBytes() + TableMemory.taken() - before;
    assertThat(meter.counters().frames()).isZero();
    assertThat((double) config.memoryBytes()).isBetween(0.9 * allocated, 1.1 * allocated);
  }
}
