// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.capture.aggregate.IntervalSink;
import org.teiten.capture.ring.FrameRing;
import org.teiten.capture.source.LinkType;
import org.teiten.flowtuple.IpPrefix;

/**
 * Made-up packets through a ring and a meter of their own, so that the hot path is machine code
 * before the first burst. A burst that met the interpreter would fill the ring while it is being
 * compiled. What comes out is thrown away; nothing of it is counted anywhere.
 */
public final class WarmUp {
  private static final int FRAMES = 200_000;
  private static final int FRAMES_PER_TURN = 256;
  private static final int RING_BYTES = 1 << 18;
  private static final int FRAME_BYTES = 74;
  private static final int INTERVAL_SECONDS = 60;
  private static final int MICROS_BETWEEN_FRAMES = 1_000;
  private static final int IP = 14;
  private static final int TRANSPORT = IP + 20;
  private static final int SOURCES = 4_096;

  private static final byte TCP = 6;
  private static final byte UDP = 17;
  private static final byte ICMP = 1;
  private static final byte SYN = 0x02;
  private static final byte SYN_ACK = 0x12;

  private final FrameRing ring = new FrameRing(RING_BYTES, FRAME_BYTES);
  private final PacketMeter meter =
      PacketMeter.ofCaptures(
          new MeterConfig(
              MeterConfig.Mode.CAPTURE,
              INTERVAL_SECONDS,
              List.of(IpPrefix.parse("192.0.2.0/24")),
              List.of(),
              2 * SOURCES,
              64,
              Duration.ZERO,
              1,
              2),
          LinkType.ETHERNET,
          new Discarding());
  private final UnsafeBuffer frame = new UnsafeBuffer(ByteBuffer.allocateDirect(FRAME_BYTES));
  private int done;

  /** Some frames more. Returns how many; 0 when it is done. */
  public int doWork() {
    int frames = Math.min(FRAMES_PER_TURN, FRAMES - done);
    for (int i = 0; i < frames; i++, done++) {
      write(done);
      ring.write((long) done * MICROS_BETWEEN_FRAMES, FRAME_BYTES, frame, 0, FRAME_BYTES);
    }
    ring.read(meter, FRAMES_PER_TURN);
    return frames;
  }

  /** What its meter saw. */
  MeterCounters counters() {
    return meter.counters();
  }

  /** In a hundred: 89 SYN, half of them with options, 3 SYN-ACK, 5 UDP, 3 echo requests. */
  private void write(int number) {
    frame.setMemory(0, FRAME_BYTES, (byte) 0);
    frame.putShort(12, (short) 0x0800, ByteOrder.BIG_ENDIAN);
    frame.putByte(IP, (byte) 0x45);
    frame.putShort(IP + 4, (short) (number * 31), ByteOrder.BIG_ENDIAN);
    frame.putByte(IP + 8, (byte) (40 + number % 23));
    int source = (number * 0x9E37_79B1) >>> 20;
    frame.putInt(IP + 12, 0xcb00_7100 + source, ByteOrder.BIG_ENDIAN);
    frame.putInt(IP + 16, 0xc000_0200 + (number & 0xff), ByteOrder.BIG_ENDIAN);
    int kind = number % 100;
    if (kind < 89) {
      tcp(number, SYN, (number & 1) == 0);
    } else if (kind < 92) {
      tcp(number, SYN_ACK, false);
    } else if (kind < 97) {
      transport(number, UDP, 20 + 28);
      frame.putShort(TRANSPORT + 4, (short) 28, ByteOrder.BIG_ENDIAN);
    } else {
      transport(number, ICMP, 20 + 28);
      frame.putShort(TRANSPORT, (short) 0x0800, ByteOrder.BIG_ENDIAN);
    }
    frame.putShort(IP + 10, headerChecksum(), ByteOrder.BIG_ENDIAN);
  }

  private void transport(int number, byte protocol, int length) {
    frame.putShort(IP + 2, (short) length, ByteOrder.BIG_ENDIAN);
    frame.putByte(IP + 9, protocol);
    frame.putShort(TRANSPORT, (short) (1_024 + number % 60_000), ByteOrder.BIG_ENDIAN);
    frame.putShort(TRANSPORT + 2, (short) (1 + number % 1_000), ByteOrder.BIG_ENDIAN);
  }

  private void tcp(int number, byte flags, boolean options) {
    transport(number, TCP, options ? 60 : 40);
    frame.putInt(TRANSPORT + 4, number * 0x85EB_CA6B, ByteOrder.BIG_ENDIAN);
    frame.putByte(TRANSPORT + 12, (byte) (options ? 0xa0 : 0x50));
    frame.putByte(TRANSPORT + 13, flags);
    frame.putShort(TRANSPORT + 14, (short) 1_024, ByteOrder.BIG_ENDIAN);
    if (options) {
      // MSS 1460, SACK permitted, timestamps, no operation, window scale 7: Linux
      frame.putLong(TRANSPORT + 20, 0x0204_05b4_0402_080aL, ByteOrder.BIG_ENDIAN);
      frame.putInt(TRANSPORT + 36, 0x0103_0307, ByteOrder.BIG_ENDIAN);
    }
  }

  private short headerChecksum() {
    int sum = 0;
    for (int i = IP; i < TRANSPORT; i += 2) {
      sum += frame.getShort(i, ByteOrder.BIG_ENDIAN) & 0xffff;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (short) ~sum;
  }

  private static final class Discarding implements IntervalSink {
    @Override
    public boolean offer(ClosedInterval interval) {
      interval.release();
      return true;
    }
  }
}
