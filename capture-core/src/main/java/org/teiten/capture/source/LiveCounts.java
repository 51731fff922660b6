// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * libpcap's three 32-bit counters, which wrap, as longs that never shrink: sums of the differences
 * between readings.
 */
final class LiveCounts {
  private final PcapHandle handle;
  private final String networkInterface;
  private final UnsafeBuffer statistics =
      new UnsafeBuffer(ByteBuffer.allocateDirect(Libpcap.STATISTICS_BYTES));
  private final WrappingCount received = new WrappingCount();
  private final WrappingCount kernelDropped = new WrappingCount();
  private final WrappingCount interfaceDropped = new WrappingCount();

  LiveCounts(PcapHandle handle, String networkInterface) {
    this.handle = handle;
    this.networkInterface = networkInterface;
  }

  /** Forgets what was counted until now. */
  void startFromHere() throws IOException {
    read();
    received.reset();
    kernelDropped.reset();
    interfaceDropped.reset();
  }

  SourceStatistics read() throws IOException {
    long address = handle.address();
    Libpcap.Functions pcap = Libpcap.functions();
    if (pcap.pcap_stats(address, statistics.addressOffset()) != 0) {
      throw new IOException(
          "interface " + networkInterface + " does not tell its counts: " + handle.error());
    }
    return new SourceStatistics(
        received.advance(statistics.getInt(0)),
        kernelDropped.advance(statistics.getInt(4)),
        interfaceDropped.advance(statistics.getInt(8)));
  }

  /** One counter of 32 bits. */
  static final class WrappingCount {
    private int last;
    private long total;

    /**
     * Takes a reading and gives the total. Less than 2³¹ happen between two readings; a larger
     * difference is a counter that was set back (an interface that vanished), which counts nothing.
     */
    long advance(int reading) {
      int difference = reading - last;
      last = reading;
      total += Math.max(difference, 0);
      return total;
    }

    void reset() {
      total = 0;
    }
  }
}
