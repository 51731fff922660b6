// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import org.agrona.DirectBuffer;

/** Sends frames out of an interface, through libpcap. */
public final class FrameSender implements AutoCloseable {
  private static final Injection PCAP =
      LibraryLoader.create(Injection.class).load("libpcap.so.0.8");

  private final long pcap;

  /** Opens the interface; call it in the interface's namespace. */
  public FrameSender(String networkInterface) {
    byte[] error = new byte[256];
    pcap = PCAP.pcap_open_live(cString(networkInterface), 64, 0, 1000, error);
    assertThat(pcap).as(new String(error, StandardCharsets.UTF_8)).isNotZero();
  }

  /** What of libpcap the product does not use. */
  @SuppressWarnings("MemberName") // the names are those of C
  public interface Injection {
    long pcap_open_live(@In byte[] device, int snaplen, int promisc, int millis, @Out byte[] error);

    int pcap_inject(long pcap, @In byte[] frame, long bytes);

    void pcap_close(long pcap);
  }

  /** Sends frames numbered from {@code first}; the number stands in the IP identification. */
  public void send(int first, int count) {
    for (int i = first; i < first + count; i++) {
      send(frame(i));
    }
  }

  /** Sends this frame, link header included. */
  public void send(byte[] frame) {
    int sent = PCAP.pcap_inject(pcap, frame, frame.length);
    assertThat(sent).isEqualTo(frame.length);
  }

  /** A broadcast Ethernet frame of 200 bytes with a UDP packet to 192.0.2.1. */
  public static byte[] frame(int number) {
    byte[] frame = new byte[200];
    Arrays.fill(frame, 0, 6, (byte) 0xff);
    frame[6] = 2;
    frame[12] = 8;
    frame[14] = 0x45;
    frame[17] = (byte) (frame.length - 14);
    frame[18] = (byte) (number >> 8);
    frame[19] = (byte) number;
    frame[22] = 64;
    frame[23] = 17;
    System.arraycopy(new byte[] {(byte) 198, 51, 100, 7}, 0, frame, 26, 4);
    System.arraycopy(new byte[] {(byte) 192, 0, 2, 1}, 0, frame, 30, 4);
    frame[34] = 0x30;
    frame[36] = 0x12;
    frame[39] = (byte) (frame.length - 34);
    return frame;
  }

  /** The number of a frame. */
  public static int number(DirectBuffer buffer, int offset) {
    return (buffer.getByte(offset + 18) & 0xff) << 8 | (buffer.getByte(offset + 19) & 0xff);
  }

  private static byte[] cString(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    PCAP.pcap_close(pcap);
  }
}
