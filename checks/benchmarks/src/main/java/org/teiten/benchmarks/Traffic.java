// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.teiten.capture.source.FrameHandler;

/**
 * Frames as a darknet sees them, in memory outside of the heap: SYN 89 %, backscatter 3 %, UDP 5 %,
 * ICMP 3 %, over a fixed number of sources. Every source appears; each prefers one port, as
 * scanners do. The mix is that of {@code generate.c} of the peers, without its skew over sources,
 * which would be kind to caches.
 */
final class Traffic {
  /** All frames have this time, 2026-11-24T00:00:00Z, so that one interval takes them all. */
  static final long TIMESTAMP_MICROS = 1_795_478_400_000_000L;

  private static final int FRAME_BYTES = 64;
  private static final int ETHERNET_BYTES = 14;
  private static final int PORTS = 1_000;
  private static final long SEED = 20_261_124;

  private final UnsafeBuffer memory;
  private final int frames;
  private int next;

  Traffic(int sources, int frames) {
    if (frames < sources) {
      throw new IllegalArgumentException(frames + " frames cannot show " + sources + " sources");
    }
    this.frames = frames;
    memory = new UnsafeBuffer(ByteBuffer.allocateDirect(frames * FRAME_BYTES));
    Random random = new Random(SEED);
    int[] order = shuffled(frames, random);
    for (int i = 0; i < frames; i++) {
      write(order[i] * FRAME_BYTES, i < sources ? i : random.nextInt(sources), random);
    }
  }

  private static int[] shuffled(int count, Random random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private void write(int at, int source, Random random) {
    memory.setMemory(at, FRAME_BYTES, (byte) 0);
    memory.putShort(at + 12, (short) 0x0800, ByteOrder.BIG_ENDIAN);
    int ip = at + ETHERNET_BYTES;
    memory.putByte(ip, (byte) 0x45);
    memory.putShort(ip + 4, (short) random.nextInt(), ByteOrder.BIG_ENDIAN);
    memory.putByte(ip + 8, (byte) (40 + source % 200));
    memory.putInt(ip + 12, 0x0a000000 + source, ByteOrder.BIG_ENDIAN);
    memory.putInt(ip + 16, 0xc6120000 + random.nextInt(4_096), ByteOrder.BIG_ENDIAN);
    int transport = ip + 20;
    double kind = random.nextDouble();
    int length =
        kind < 0.05
            ? udp(ip, transport, source, random)
            : kind < 0.08
                ? echoRequest(ip, transport, random)
                : tcp(ip, transport, source, kind < 0.11, random);
    memory.putShort(ip + 2, (short) length, ByteOrder.BIG_ENDIAN);
    memory.putShort(ip + 10, checksum(ip), ByteOrder.BIG_ENDIAN);
  }

  private int udp(int ip, int transport, int source, Random random) {
    memory.putByte(ip + 9, (byte) 17);
    ports(transport, ephemeral(random), port(source, random));
    memory.putShort(transport + 4, (short) 28, ByteOrder.BIG_ENDIAN);
    memory.putLong(transport + 8, random.nextLong());
    return 20 + 28;
  }

  private int echoRequest(int ip, int transport, Random random) {
    memory.putByte(ip + 9, (byte) 1);
    memory.putByte(transport, (byte) 8);
    memory.putInt(transport + 4, random.nextInt());
    return 20 + 28;
  }

  private int tcp(int ip, int transport, int source, boolean backscatter, Random random) {
    memory.putByte(ip + 9, (byte) 6);
    int service = port(source, random);
    ports(
        transport,
        backscatter ? service : ephemeral(random),
        backscatter ? ephemeral(random) : service);
    memory.putInt(transport + 4, random.nextInt());
    memory.putByte(transport + 12, (byte) 0x50);
    memory.putByte(transport + 13, (byte) (backscatter ? 0x12 : 0x02));
    memory.putShort(transport + 14, (short) 1_024, ByteOrder.BIG_ENDIAN);
    return 40;
  }

  private void ports(int transport, int source, int destination) {
    memory.putShort(transport, (short) source, ByteOrder.BIG_ENDIAN);
    memory.putShort(transport + 2, (short) destination, ByteOrder.BIG_ENDIAN);
  }

  private static int ephemeral(Random random) {
    return 1_024 + random.nextInt(64_512);
  }

  private static int port(int source, Random random) {
    return random.nextDouble() < 0.7
        ? 1 + source % PORTS
        : 1 + (int) (PORTS * Math.pow(random.nextDouble(), 3));
  }

  private short checksum(int ip) {
    int sum = 0;
    for (int i = 0; i < 20; i += 2) {
      sum += memory.getShort(ip + i, ByteOrder.BIG_ENDIAN) & 0xffff;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (short) ~sum;
  }

  /** Hands over the next frames, from the beginning again after the last. */
  void frames(FrameHandler handler, int count) {
    int frame = next;
    for (int i = 0; i < count; i++) {
      handler.onFrame(TIMESTAMP_MICROS, FRAME_BYTES, memory, frame * FRAME_BYTES, FRAME_BYTES);
      if (++frame == frames) {
        frame = 0;
      }
    }
    next = frame;
  }
}
