// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.capture.ring.FrameRing;
import org.teiten.capture.source.PcapFileSource;

class CaptureAgentTest {
  @TempDir Path folder;

  private final CaptureCounters counters = new CaptureCounters();

  /** A capture of frames of 100 bytes, numbered in their times; the last one may be torn. */
  private PcapFileSource capture(int frames, boolean torn) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(24 + frames * 116).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0).putInt(65535);
    bytes.putInt(1);
    for (int i = 0; i < frames; i++) {
      bytes.putInt(0).putInt(i).putInt(100).putInt(100).put(new byte[100]);
    }
    byte[] content = new byte[bytes.capacity() - (torn ? 1 : 0)];
    bytes.get(0, content);
    return PcapFileSource.open(Files.write(folder.resolve("frames.pcap"), content));
  }

  private CaptureAgent agent(PcapFileSource source, FrameRing ring) {
    return new CaptureAgent(source, ring, counters, SystemNanoClock.INSTANCE, 10);
  }

  private static List<Long> times(FrameRing ring) {
    List<Long> times = new ArrayList<>();
    while (ring.read((time, wireLength, buffer, offset, length) -> times.add(time), 100) > 0) {}
    return times;
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
  void movesEveryFrameIntoTheRingAndCountsIt() throws Exception {
    FrameRing ring = new FrameRing(1 << 20, 100);
    CaptureAgent agent = agent(capture(3_000, false), ring);
    while (!agent.ended()) {
      agent.doWork();
    }
    assertThat(times(ring))
        .containsExactlyElementsOf(IntStream.range(0, 3_000).mapToObj(Long::valueOf).toList());
    assertThat(counters.delivered()).isEqualTo(3_000);
    assertThat(seen()).containsExactly(3_000L, 0L, 0L, 0L);
    assertThat(counters.progress()).isGreaterThanOrEqualTo(3);
    assertThat(agent.doWork()).isZero();
    agent.onClose();
    assertThat(seen()).containsExactly(3_000L, 0L, 0L, 0L);
  }

  @Test
  void countsFramesForWhichTheRingHasNoRoom() throws Exception {
    FrameRing ring = new FrameRing(1 << 12, 100);
    CaptureAgent agent = agent(capture(1_000, false), ring);
    while (!agent.ended()) {
      agent.doWork();
    }
    int metered = times(ring).size();
    assertThat(metered).isPositive();
    assertThat(counters.delivered()).isEqualTo(1_000);
    assertThat(counters.ringDropped()).isEqualTo(1_000 - metered);
  }

  @Test
  void addsUpOverTheSourcesOfOneProcess() throws Exception {
    FrameRing ring = new FrameRing(1 << 20, 100);
    for (int i = 0; i < 2; i++) {
      CaptureAgent agent = agent(capture(100, false), ring);
      while (!agent.ended()) {
        agent.doWork();
      }
      agent.onClose();
    }
    assertThat(counters.delivered()).isEqualTo(200);
    assertThat(counters.received()).isEqualTo(200);
  }

  @Test
  void reportsAFailedSourceOnceWithItsFramesCounted() throws Exception {
    FrameRing ring = new FrameRing(1 << 20, 100);
    CaptureAgent agent = agent(capture(10, true), ring);
    assertThatThrownBy(agent::doWork)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("after 9 packets");
    assertThat(agent.ended()).isTrue();
    assertThat(agent.doWork()).isZero();
    agent.onClose();
    assertThat(times(ring)).hasSize(9);
    assertThat(counters.delivered()).isEqualTo(9);
    assertThat(counters.received()).isEqualTo(9);
  }

  @Test
  void leavesNothingUncountedWhenItIsClosedInTheMiddle() throws Exception {
    FrameRing ring = new FrameRing(1 << 20, 100);
    CaptureAgent agent = agent(capture(3_000, false), ring);
    agent.doWork();
    agent.onClose();
    assertThat(counters.delivered()).isEqualTo(counters.received()).isLessThan(3_000);
    assertThat(times(ring)).hasSize((int) counters.delivered());
  }
}
