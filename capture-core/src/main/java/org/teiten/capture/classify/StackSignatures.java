// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.teiten.capture.decode.PacketHeaders;

/**
 * The SYN stack signatures of one interval, interned to small ids: what a SYN tells of its sender's
 * TCP/IP stack, so that an unknown family of devices shows on the day it appears. In the form of
 * MuonFP (window : option kinds : MSS : window scale) with the IP header's part before it:
 *
 * <pre>{@code
 * 64:1:60:64240:2-4-8-1-3:1460:7
 * |  | |  |     |         |    window scale, * if none
 * |  | |  |     |         MSS, 0 if none
 * |  | |  |     kinds of the TCP options in order, ? after a cut or broken one
 * |  | |  TCP window
 * |  | IP total length
 * |  don't fragment (IPv6: 1)
 * TTL or hop limit, rounded up to 32, 64, 128 or 255
 * }</pre>
 *
 * <p>Fixed memory; past {@value #MAX} signatures the id is 0 and the packet is counted. Interning
 * allocates nothing. One thread at a time.
 */
public final class StackSignatures {
  /** The most of one interval. */
  public static final int MAX = 4_096;

  /** Memory of one dictionary in bytes. */
  public static final int MEMORY_BYTES = MAX * (2 * Short.BYTES + Long.BYTES + 42);

  private static final int SLOTS = 2 * MAX;
  private static final int MAX_KINDS = 41;
  private static final int BROKEN = 0xff;
  private static final int TCP_HEADER = 20;
  private static final int NO_SCALE = 0xff;
  private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

  private final long hashKey;
  private final short[] slots = new short[SLOTS];
  private final long[] fields = new long[MAX];
  private final byte[] kinds = new byte[MAX * MAX_KINDS];
  private final byte[] kindCounts = new byte[MAX];
  private final byte[] scratch = new byte[MAX_KINDS];
  private int size;
  private long unsigned;
  private int mss;
  private int scale;

  /**
   * An empty dictionary.
   *
   * @param hashKey secret, so that nobody can choose signatures that collide
   */
  public StackSignatures(long hashKey) {
    this.hashKey = hashKey;
  }

  /**
   * The id of a SYN's signature.
   *
   * @param headers a decoded TCP SYN
   * @return 1 to {@value #MAX}, or 0 if the dictionary is full or the TCP header was not captured
   */
  public int idOf(PacketHeaders headers) {
    if (headers.transportCaptured() < TCP_HEADER) {
      unsigned++;
      return 0;
    }
    int count = walkOptions(headers);
    long packed = pack(headers);
    long hash = (packed ^ hashKey) * MULTIPLIER;
    for (int i = 0; i < count; i++) {
      hash = ((hash ^ (scratch[i] & 0xff)) * MULTIPLIER) ^ (hash >>> 32);
    }
    int slot = (int) ((hash ^ (hash >>> 32)) & (SLOTS - 1));
    while (slots[slot] != 0) {
      int id = slots[slot];
      if (fields[id - 1] == packed
          && kindCounts[id - 1] == count
          && Arrays.equals(
              kinds, (id - 1) * MAX_KINDS, (id - 1) * MAX_KINDS + count, scratch, 0, count)) {
        return id;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (size == MAX) {
      unsigned++;
      return 0;
    }
    fields[size] = packed;
    kindCounts[size] = (byte) count;
    System.arraycopy(scratch, 0, kinds, size * MAX_KINDS, count);
    slots[slot] = (short) ++size;
    return size;
  }

  private static int roundedTtl(int ttl) {
    return ttl <= 32 ? 0 : ttl <= 64 ? 1 : ttl <= 128 ? 2 : 3;
  }

  private long pack(PacketHeaders headers) {
    return (long) Math.min(headers.totalLength(), 0xffff)
        | (long) headers.window() << 16
        | (long) mss << 32
        | (long) scale << 48
        | (long) roundedTtl(headers.ttl()) << 56
        | (headers.dontFragment() ? 1L << 58 : 0);
  }

  /** Kinds into the scratch; MSS and window scale beside. Answers how many kinds. */
  private int walkOptions(PacketHeaders headers) {
    DirectBuffer buffer = headers.buffer();
    int tcp = headers.transportOffset();
    int length = headers.tcpHeaderLength();
    int end = tcp + Math.min(length, headers.transportCaptured());
    int at = tcp + TCP_HEADER;
    int count = 0;
    mss = 0;
    scale = NO_SCALE;
    while (at < end) {
      int kind = buffer.getByte(at) & 0xff;
      if (kind <= 1) {
        scratch[count++] = (byte) kind;
        at++;
        continue;
      }
      int size = at + 1 < end ? buffer.getByte(at + 1) & 0xff : 0;
      if (size < 2 || at + size > end) {
        scratch[count++] = (byte) BROKEN;
        return count;
      }
      scratch[count++] = (byte) kind;
      if (kind == 2 && size == 4) {
        mss = buffer.getShort(at + 2, BIG_ENDIAN) & 0xffff;
      } else if (kind == 3 && size == 3) {
        scale = Math.min(buffer.getByte(at + 2) & 0xff, NO_SCALE - 1);
      }
      at += size;
    }
    if (tcp + length > end) {
      scratch[count++] = (byte) BROKEN;
    }
    return count;
  }

  /** SYNs that got no id since the last {@link #clear}. */
  public long unsigned() {
    return unsigned;
  }

  public int size() {
    return size;
  }

  /** Forgets everything, for the next interval. */
  public void clear() {
    if (size > 0) {
      Arrays.fill(slots, (short) 0);
    }
    size = 0;
    unsigned = 0;
  }

  /** The signatures in words; entry i has id i + 1. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(text(i));
    }
    return texts;
  }

  private String text(int index) {
    long packed = fields[index];
    StringBuilder text = new StringBuilder(48);
    text.append(new int[] {32, 64, 128, 255}[(int) (packed >>> 56) & 3]).append(':');
    text.append(packed >>> 58 & 1).append(':');
    text.append(packed & 0xffff).append(':');
    text.append(packed >>> 16 & 0xffff).append(':');
    for (int i = 0; i < kindCounts[index]; i++) {
      int kind = kinds[index * MAX_KINDS + i] & 0xff;
      text.append(i == 0 ? "" : "-").append(kind == BROKEN ? "?" : Integer.toString(kind));
    }
    int windowScale = (int) (packed >>> 48) & 0xff;
    return text.append(':')
        .append(packed >>> 32 & 0xffff)
        .append(':')
        .append(windowScale == NO_SCALE ? "*" : Integer.toString(windowScale))
        .toString();
  }
}
