// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import jnr.ffi.LastError;
import jnr.ffi.Runtime;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The socket under a live {@code pcap_t}: what libpcap does not let through to it, and the wait for
 * frames.
 *
 * <pre>
 *   struct pollfd   0 int fd   4 short events   6 short revents    (twice: socket, wake-up)
 *   sock_filter     0 u16 code   2 u8 jt   3 u8 jf   4 u32 k
 *   sock_fprog      0 u16 length   8 address of the instructions
 * </pre>
 */
final class PacketSocket {
  private static final int EVENTS = 4;
  private static final int RETURNED_EVENTS = 6;
  private static final int WAKE_UP = Libc.POLLFD_BYTES;

  /** BPF_RET | BPF_K; with k = 0: accept nothing. */
  private static final short RETURN_CONSTANT = 6;

  /** BPF_LD | BPF_B | BPF_ABS. */
  private static final short LOAD_BYTE = 0x30;

  /** BPF_JMP | BPF_JEQ | BPF_K. */
  private static final short JUMP_IF_EQUAL = 0x15;

  /** SKF_AD_OFF + SKF_AD_PKTTYPE: what kind of packet it is. */
  private static final int PACKET_TYPE = -0x1000 + 4;

  private static final int PACKET_OUTGOING = 4;
  private static final int WHOLE = 0x4_0000;

  private final Libc.Functions libc = Libc.functions();
  private final UnsafeBuffer descriptors =
      new UnsafeBuffer(ByteBuffer.allocateDirect(2 * Libc.POLLFD_BYTES));
  private final UnsafeBuffer filter = new UnsafeBuffer(ByteBuffer.allocateDirect(24));
  private final UnsafeBuffer request =
      new UnsafeBuffer(ByteBuffer.allocateDirect(Libc.IFREQ_BYTES));
  private final UnsafeBuffer number = new UnsafeBuffer(ByteBuffer.allocateDirect(Long.BYTES));
  private final UnsafeBuffer wakeUpNumber = new UnsafeBuffer(ByteBuffer.allocateDirect(Long.BYTES));
  private final String networkInterface;
  private final int socket;
  private int wakeUp;

  private PacketSocket(String networkInterface, int socket) throws IOException {
    this.networkInterface = networkInterface;
    this.socket = socket;
    wakeUp = libc.eventfd(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK);
    if (wakeUp < 0) {
      throw failed("no event descriptor can be made");
    }
    descriptors.putInt(0, socket);
    descriptors.putShort(EVENTS, Libc.POLLIN);
    descriptors.putInt(WAKE_UP, wakeUp);
    descriptors.putShort(WAKE_UP + EVENTS, Libc.POLLIN);
    wakeUpNumber.putLong(0, 1);
    byte[] name = PcapHandle.cString(networkInterface);
    request.putBytes(0, name, 0, Math.min(name.length, Libc.IFREQ_FLAGS));
    filter.putShort(0, RETURN_CONSTANT);
    filter.putShort(8, (short) 1);
    filter.putLong(16, filter.addressOffset());
  }

  static PacketSocket of(PcapHandle handle, String networkInterface) throws IOException {
    int socket = Libpcap.functions().pcap_get_selectable_fd(handle.address());
    if (socket < 0) {
      throw new IOException(
          "interface " + networkInterface + " cannot be waited for: capture from a network device");
    }
    return new PacketSocket(networkInterface, socket);
  }

  /** From now on the kernel neither counts nor keeps any frame for us. */
  void rejectAll() throws IOException {
    // sock_fprog stands at byte 8: its length is followed by 6 bytes of padding.
    if (libc.setsockopt(
            socket, Libc.SOL_SOCKET, Libc.SO_ATTACH_FILTER, filter.addressOffset() + 8, 16)
        != 0) {
      throw failed("no filter can be put on its socket");
    }
  }

  /**
   * Accepts all but what this host sends: in a fanout group {@link #ignoreOutgoing} has no effect
   * before Linux 6.2.
   */
  void acceptInbound() throws IOException {
    UnsafeBuffer program = new UnsafeBuffer(ByteBuffer.allocateDirect(6 * Long.BYTES));
    program.putShort(0, (short) 4);
    program.putLong(8, program.addressOffset() + 16);
    instruction(program, 16, LOAD_BYTE, 0, 0, PACKET_TYPE);
    instruction(program, 24, JUMP_IF_EQUAL, 0, 1, PACKET_OUTGOING);
    instruction(program, 32, RETURN_CONSTANT, 0, 0, 0);
    instruction(program, 40, RETURN_CONSTANT, 0, 0, WHOLE);
    if (libc.setsockopt(socket, Libc.SOL_SOCKET, Libc.SO_ATTACH_FILTER, program.addressOffset(), 16)
        != 0) {
      throw failed("no filter can be put on its socket");
    }
  }

  private static void instruction(
      UnsafeBuffer program, int at, short code, int ifTrue, int ifFalse, int k) {
    program.putShort(at, code);
    program.putByte(at + 2, (byte) ifTrue);
    program.putByte(at + 3, (byte) ifFalse);
    program.putInt(at + 4, k);
  }

  /** Makes a fanout group of this socket alone; answers its number. */
  int newFanout() throws IOException {
    fanout((Libc.PACKET_FANOUT_CBPF | Libc.PACKET_FANOUT_FLAG_UNIQUEID) << 16);
    number.putInt(0, 0);
    number.putInt(Integer.BYTES, Integer.BYTES);
    if (libc.getsockopt(
            socket,
            Libc.SOL_PACKET,
            Libc.PACKET_FANOUT,
            number.addressOffset(),
            number.addressOffset() + Integer.BYTES)
        != 0) {
      throw failed("the number of its fanout group cannot be read");
    }
    return number.getInt(0) & 0xffff;
  }

  /** Joins the fanout group of that number. */
  int joinFanout(int id) throws IOException {
    fanout(Libc.PACKET_FANOUT_CBPF << 16 | id);
    return id;
  }

  private void fanout(int value) throws IOException {
    number.putInt(0, value);
    if (libc.setsockopt(
            socket, Libc.SOL_PACKET, Libc.PACKET_FANOUT, number.addressOffset(), Integer.BYTES)
        != 0) {
      throw failed("it cannot be captured by several threads; set capture.threads to 1");
    }
  }

  /** How the group that this socket is in divides packets. */
  void fanoutProgram(long address, int bytes) throws IOException {
    if (libc.setsockopt(socket, Libc.SOL_PACKET, Libc.PACKET_FANOUT_DATA, address, bytes) != 0) {
      throw failed("the kernel does not take the program that divides packets by source");
    }
  }

  void acceptAll() throws IOException {
    if (libc.setsockopt(
            socket, Libc.SOL_SOCKET, Libc.SO_DETACH_FILTER, number.addressOffset(), Integer.BYTES)
        != 0) {
      throw failed("the filter cannot be taken off its socket");
    }
  }

  /**
   * Keeps what this host sends out of the kernel's buffer and counts. Kernels before 4.20 cannot;
   * there libpcap leaves those frames out after they were counted.
   */
  void ignoreOutgoing() {
    number.putInt(0, 1);
    libc.setsockopt(
        socket,
        Libc.SOL_PACKET,
        Libc.PACKET_IGNORE_OUTGOING,
        number.addressOffset(),
        Integer.BYTES);
  }

  /** Waits for frames, an error of the socket, or {@link #wakeUp()}; true for the first two. */
  boolean await(int timeoutMillis) throws IOException {
    int ready = libc.poll(descriptors.addressOffset(), 2, timeoutMillis);
    if (ready < 0) {
      if (lastError() == Libc.EINTR) {
        return false;
      }
      throw failed("waiting for frames failed");
    }
    if (descriptors.getShort(WAKE_UP + RETURNED_EVENTS) != 0) {
      libc.read(descriptors.getInt(WAKE_UP), number.addressOffset(), Long.BYTES);
    }
    return descriptors.getShort(RETURNED_EVENTS) != 0;
  }

  /**
   * Whether the interface is there and up. libpcap does not say when it goes down, and its socket
   * falls silent then.
   */
  boolean isUp() {
    if (LiveSourceConfig.EVERY_INTERFACE.equals(networkInterface)) {
      return true;
    }
    return hasFlag(Libc.IFF_UP);
  }

  /** Whether it is the loopback device, at which every frame passes twice: sent, and received. */
  boolean isLoopback() {
    return !LiveSourceConfig.EVERY_INTERFACE.equals(networkInterface) && hasFlag(Libc.IFF_LOOPBACK);
  }

  private boolean hasFlag(int flag) {
    return libc.ioctl(socket, Libc.SIOCGIFFLAGS, request.addressOffset()) == 0
        && (request.getShort(Libc.IFREQ_FLAGS) & flag) != 0;
  }

  synchronized void wakeUp() {
    if (wakeUp >= 0) {
      libc.write(wakeUp, wakeUpNumber.addressOffset(), Long.BYTES);
    }
  }

  /** Closes the wake-up; the socket is libpcap's. */
  synchronized void close() {
    if (wakeUp >= 0) {
      libc.close(wakeUp);
      wakeUp = -1;
    }
  }

  private IOException failed(String what) {
    return new IOException(
        "interface " + networkInterface + ": " + what + ": " + libc.strerror(lastError()));
  }

  private int lastError() {
    return LastError.getLastError(Runtime.getRuntime(libc));
  }
}
