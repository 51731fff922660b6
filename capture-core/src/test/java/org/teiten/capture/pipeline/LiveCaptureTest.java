// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.teiten.capture.ring.FrameRing;
import org.teiten.capture.source.FrameSender;
import org.teiten.capture.source.LivePacketSource;
import org.teiten.capture.source.LiveSourceConfig;
import org.teiten.capture.source.NetworkNamespace;

/** The capture thread as a sensor runs it, on a virtual cable. */
@Timeout(60)
class LiveCaptureTest {
  private static final int SNAP_LENGTH = 128;

  private static NetworkNamespace internet;
  private static NetworkNamespace sensor;

  private final CaptureCounters counters = new CaptureCounters();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  @BeforeAll
  static void connect() throws Exception {
    NetworkNamespace.assumeAvailable();
    internet = NetworkNamespace.create("far");
    sensor = NetworkNamespace.create("near");
    internet.connect("out0", sensor, "in0");
  }

  @AfterAll
  static void disconnect() throws Exception {
    if (internet != null) {
      internet.delete();
    }
    if (sensor != null) {
      sensor.delete();
    }
  }

  private AgentRunner start(FrameRing ring, int bufferBytes) throws Exception {
    LiveSourceConfig config =
        new LiveSourceConfig(
            "in0", SNAP_LENGTH, bufferBytes, Duration.ofMillis(20), Optional.empty());
    LivePacketSource source = sensor.call(() -> LivePacketSource.open(config));
    CaptureAgent agent = new CaptureAgent(source, ring, counters, SystemNanoClock.INSTANCE, 20);
    AgentRunner runner = new AgentRunner(NoOpIdleStrategy.INSTANCE, failure::set, null, agent);
    AgentRunner.startOnThread(runner);
    return runner;
  }

  private static long read(FrameRing ring) {
    long frames = 0;
    int now;
    while ((now = ring.read((time, wireLength, buffer, offset, length) -> {}, 1_000)) > 0) {
      frames += now;
    }
    return frames;
  }

  /** Received, kernel-dropped, interface-dropped, ring-dropped. */
  private List<Long> seen() {
    return List.of(
        counters.received(),
        counters.kernelDropped(),
        counters.interfaceDropped(),
        counters.ringDropped());
  }

  @Test
  void closingLeavesBooksThatBalanceToThePacket() throws Exception {
    FrameRing ring = new FrameRing(1 << 22, SNAP_LENGTH);
    AgentRunner runner = start(ring, 4 << 20);
    try (FrameSender sender = internet.call(() -> new FrameSender("out0"))) {
      sender.send(0, 10_000);
    }
    runner.close();

    assertThat(failure).hasNullValue();
    assertThat(read(ring)).isEqualTo(10_000);
    assertThat(counters.delivered()).isEqualTo(10_000);
    assertThat(seen()).containsExactly(10_000L, 0L, 0L, 0L);
  }

  @Test
  void tellsAFullRingFromAFullKernelBuffer() throws Exception {
    FrameRing ring = new FrameRing(1 << 16, SNAP_LENGTH);
    AgentRunner runner = start(ring, 64 << 10);
    try (FrameSender sender = internet.call(() -> new FrameSender("out0"))) {
      sender.send(0, 20_000);
    }
    runner.close();

    long metered = read(ring);
    assertThat(failure).hasNullValue();
    assertThat(counters.received()).isEqualTo(20_000);
    assertThat(counters.ringDropped()).isPositive();
    assertThat(counters.delivered() + counters.kernelDropped()).isEqualTo(20_000);
    assertThat(metered + counters.ringDropped()).isEqualTo(counters.delivered());
  }

  @Test
  void closesAtOnceOnASilentInterfaceAndGoesOnTurningBefore() throws Exception {
    FrameRing ring = new FrameRing(1 << 16, SNAP_LENGTH);
    AgentRunner runner = start(ring, 1 << 20);
    long progress = counters.progress();
    while (counters.progress() < progress + 5) {
      Thread.onSpinWait();
    }
    runner.close();

    assertThat(failure).hasNullValue();
    assertThat(seen()).containsExactly(0L, 0L, 0L, 0L);
  }

  @Test
  void aVanishedInterfaceIsReportedAndANewAgentGoesOnWithTheSameBooks() throws Exception {
    FrameRing ring = new FrameRing(1 << 20, SNAP_LENGTH);
    AgentRunner first = start(ring, 1 << 20);
    try (FrameSender sender = internet.call(() -> new FrameSender("out0"))) {
      sender.send(0, 50);
    }
    while (counters.delivered() < 50) {
      Thread.onSpinWait();
    }
    sensor.exec("ip", "link", "del", "in0");
    while (failure.get() == null) {
      Thread.onSpinWait();
    }
    first.close();
    assertThat(failure.get()).hasMessageContaining("interface in0 gives no more frames");
    failure.set(null);

    internet.connect("out0", sensor, "in0");
    AgentRunner second = start(ring, 1 << 20);
    try (FrameSender sender = internet.call(() -> new FrameSender("out0"))) {
      sender.send(0, 70);
    }
    second.close();

    assertThat(failure).hasNullValue();
    assertThat(seen()).containsExactly(120L, 0L, 0L, 0L);
    assertThat(read(ring)).isEqualTo(120);
  }
}
