// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.teiten.capture.source.FrameHandler;

class FrameRingTest {
  private record Frame(long timestampMicros, int wireLength, List<Byte> captured) {}

  private static FrameHandler into(List<Frame> frames) {
    return (timestampMicros, wireLength, buffer, offset, capturedLength) -> {
      List<Byte> captured = new ArrayList<>();
      for (int i = 0; i < capturedLength; i++) {
        captured.add(buffer.getByte(offset + i));
      }
      frames.add(new Frame(timestampMicros, wireLength, captured));
    };
  }

  @Test
  void givesFramesBackAsTheyWereInTheirOrder() {
    FrameRing ring = new FrameRing(1 << 16, 128);
    Random random = new Random(7);
    List<Frame> written = new ArrayList<>();
    List<Frame> read = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[5 + random.nextInt(124)];
      random.nextBytes(bytes);
      long timestamp = random.nextLong();
      int wireLength = random.nextInt();
      int offset = random.nextInt(5);
      assertThat(
              ring.write(
                  timestamp, wireLength, new UnsafeBuffer(bytes), offset, bytes.length - offset))
          .isTrue();
      List<Byte> captured = new ArrayList<>();
      for (int j = offset; j < bytes.length; j++) {
        captured.add(bytes[j]);
      }
      written.add(new Frame(timestamp, wireLength, captured));
      if (i % 7 == 0) {
        ring.read(into(read), 10);
      }
    }
    while (ring.read(into(read), 100) > 0) {}
    assertThat(read).isEqualTo(written);
    assertThat(ring.size()).isZero();
  }

  @Test
  void keepsFramesOfNoBytes() {
    FrameRing ring = new FrameRing(1 << 10, 64);
    List<Frame> read = new ArrayList<>();
    assertThat(ring.write(5, 60, new UnsafeBuffer(new byte[0]), 0, 0)).isTrue();
    assertThat(ring.read(into(read), 10)).isEqualTo(1);
    assertThat(read).containsExactly(new Frame(5, 60, List.of()));
  }

  @Test
  void saysWhenItIsFullAndGoesOnWhenThereIsRoomAgain() {
    FrameRing ring = new FrameRing(1 << 10, 64);
    UnsafeBuffer frame = new UnsafeBuffer(new byte[64]);
    int written = 0;
    while (ring.write(written, 64, frame, 0, 64)) {
      written++;
    }
    assertThat(written).isGreaterThanOrEqualTo(8);
    assertThat(ring.write(99, 64, frame, 0, 64)).isFalse();

    List<Frame> read = new ArrayList<>();
    // Two: the end of the ring may be too short for a frame and is then left out.
    assertThat(ring.read(into(read), 2)).isEqualTo(2);
    assertThat(ring.write(100, 64, frame, 0, 64)).isTrue();
    ring.read(into(read), 1_000);
    assertThat(read).hasSize(written + 1);
    assertThat(read.get(written).timestampMicros()).isEqualTo(100);
  }

  @Test
  void readsOnOverItsEndEvenWhenOnlyPaddingStandsBeforeIt() {
    FrameRing ring = new FrameRing(1 << 10, 64);
    UnsafeBuffer frame = new UnsafeBuffer(new byte[64]);
    List<Frame> read = new ArrayList<>();
    int written = 0;
    while (ring.write(written, 64, frame, 0, 64)) {
      written++;
    }
    assertThat(ring.read(into(read), written)).isEqualTo(written);
    assertThat(ring.write(written, 64, frame, 0, 64)).isTrue();
    assertThat(ring.read(into(read), 10)).isEqualTo(1);
  }

  @Test
  void cutsFramesToItsSnapLengthAndKeepsTheirWireLength() {
    FrameRing ring = new FrameRing(1 << 10, 64);
    List<Frame> read = new ArrayList<>();
    assertThat(ring.write(1, 1500, new UnsafeBuffer(new byte[1500]), 0, 1500)).isTrue();
    ring.read(into(read), 1);
    assertThat(read.get(0).wireLength()).isEqualTo(1500);
    assertThat(read.get(0).captured()).hasSize(64);
  }

  @Test
  void refusesSizesThatCannotHoldEightFrames() {
    assertThatThrownBy(() -> new FrameRing(1000, 64))
        .hasMessage("ring capacity of 1000 bytes is not a power of two");
    assertThatThrownBy(() -> new FrameRing(1 << 10, 117))
        .hasMessage(
            "frames of up to 117 bytes do not fit into a ring of 1024: it must hold 8 of them");
    assertThat(new FrameRing(1 << 10, 116).capacity()).isEqualTo(1 << 10);
  }

  @Test
  @Timeout(60)
  void losesAndReordersNothingBetweenTwoThreads() throws Exception {
    FrameRing ring = new FrameRing(1 << 14, 128);
    int frames = 500_000;
    AtomicLong problems = new AtomicLong();
    AtomicLong next = new AtomicLong();
    Thread reader =
        new Thread(
            () -> {
              FrameHandler check =
                  (timestamp, wireLength, buffer, offset, length) -> {
                    long expected = next.getAndIncrement();
                    if (timestamp != expected
                        || length != 8 + expected % 100
                        || buffer.getLong(offset) != expected * 31) {
                      problems.incrementAndGet();
                    }
                  };
              while (next.get() < frames) {
                if (ring.read(check, 100) == 0) {
                  Thread.onSpinWait();
                }
              }
            });
    reader.start();
    UnsafeBuffer frame = new UnsafeBuffer(new byte[128]);
    for (int i = 0; i < frames; i++) {
      frame.putLong(0, i * 31L);
      while (!ring.write(i, 128, frame, 0, 8 + i % 100)) {
        Thread.onSpinWait();
      }
    }
    reader.join();
    assertThat(problems).hasValue(0);
    assertThat(next).hasValue(frames);
  }
}
