// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An open {@code pcap_t} and the loop over its frames. One thread; closing twice is harmless, using
 * it after closing throws before it reaches C.
 */
final class PcapHandle {
  private static final long UNSIGNED_32_BITS = 1L << 32;

  private final Libpcap.Functions pcap;

  /** Where {@code pcap_next_ex} writes the addresses of header and data. */
  private final UnsafeBuffer cells = new UnsafeBuffer(ByteBuffer.allocateDirect(2 * Long.BYTES));

  private final UnsafeBuffer header = new UnsafeBuffer(0, 0);
  private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
  private long address;
  private int status = Libpcap.NONE_NOW;

  PcapHandle(Libpcap.Functions pcap, long address) {
    this.pcap = pcap;
    this.address = address;
  }

  /** The {@code pcap_t}. */
  long address() {
    if (address == 0) {
      throw new IllegalStateException("the packet source is closed");
    }
    return address;
  }

  /**
   * Hands over frames until there is none or the limit is reached; {@link #status()} says why it
   * stopped. An end or an error stays: libpcap asked again after a torn frame would call it the
   * end.
   */
  int poll(FrameHandler handler, int limit) {
    if (status < 0) {
      return 0;
    }
    final Libpcap.Functions pcap = this.pcap;
    final long handle = address();
    final UnsafeBuffer cells = this.cells;
    final UnsafeBuffer header = this.header;
    final UnsafeBuffer frame = this.frame;
    final long headerCell = cells.addressOffset();
    final long dataCell = headerCell + Long.BYTES;
    int frames = 0;
    int result = Libpcap.FRAME;
    while (frames < limit) {
      result = pcap.pcap_next_ex(handle, headerCell, dataCell);
      if (result != Libpcap.FRAME) {
        break;
      }
      final long headerAddress = cells.getLong(0);
      if (headerAddress != header.addressOffset()) {
        header.wrap(headerAddress, Libpcap.HEADER_BYTES);
      }
      final int capturedLength = header.getInt(Libpcap.HEADER_CAPTURED_LENGTH);
      frame.wrap(cells.getLong(Long.BYTES), capturedLength);
      final int wireLength = header.getInt(Libpcap.HEADER_WIRE_LENGTH);
      handler.onFrame(
          micros(
              header.getLong(Libpcap.HEADER_SECONDS), header.getLong(Libpcap.HEADER_MICROSECONDS)),
          wireLength < 0 ? Integer.MAX_VALUE : wireLength,
          frame,
          0,
          capturedLength);
      frames++;
    }
    status = result;
    return frames;
  }

  /**
   * libpcap before 1.10.5 takes the 32 bits that a classic file has for seconds as signed; the
   * format says unsigned, which reaches to 2106.
   */
  private static long micros(long seconds, long microseconds) {
    final long unsigned =
        seconds < 0 && seconds >= Integer.MIN_VALUE ? seconds + UNSIGNED_32_BITS : seconds;
    return unsigned * 1_000_000 + microseconds;
  }

  /** What the last {@link #poll} met: one of {@link Libpcap}'s results of {@code pcap_next_ex}. */
  int status() {
    return status;
  }

  /** libpcap's words on the last error. */
  String error() {
    return pcap.pcap_geterr(address());
  }

  /**
   * The link type.
   *
   * @param what the source, for the message
   */
  LinkType linkType(String what) throws IOException {
    int number = pcap.pcap_datalink(address());
    return LinkType.ofNumber(number)
        .orElseThrow(() -> CaptureFileException.unsupported(what, number));
  }

  void close() {
    if (address != 0) {
      pcap.pcap_close(address);
      address = 0;
    }
  }

  /** A C string in the encoding of file names and interface names. */
  static byte[] cString(String text) {
    byte[] bytes = text.getBytes(NativeEncoding.CHARSET);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  /** What C left in an error buffer. */
  static String text(byte[] cString) {
    int length = 0;
    while (length < cString.length && cString[length] != 0) {
      length++;
    }
    return new String(cString, 0, length, NativeEncoding.CHARSET);
  }

  private static final class NativeEncoding {
    static final Charset CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }
}
