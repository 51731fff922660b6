// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import jnr.ffi.LastError;
import jnr.ffi.Runtime;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the kernel says of a network interface, by ioctl(2), which asks and changes nothing. Needs
 * no privilege.
 *
 * @param up whether it is set up
 * @param running whether it has a link
 * @param mtu its largest packet, bytes
 * @param merging offloads that hand over several packets as one, by the names that {@code ethtool
 *     -K} takes: {@code gro} in the kernel, {@code lro} in the device. Segments of one TCP stream
 *     then arrive as one packet that nobody sent; SYNs and most UDP are left alone
 */
public record InterfaceState(boolean up, boolean running, int mtu, List<String> merging) {
  private static final int VALUE = 4;

  public InterfaceState {
    merging = List.copyOf(merging);
  }

  /**
   * Asks the kernel.
   *
   * @throws IOException if there is no such interface
   */
  public static InterfaceState of(String networkInterface) throws IOException {
    Libc.Functions libc = Libc.functions();
    // Any family will do, and this one is there even without IPv4.
    int socket = libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM_CLOEXEC, 0);
    if (socket < 0) {
      throw failed(libc, networkInterface);
    }
    try {
      Request request = new Request(libc, socket, networkInterface);
      if (!request.succeeds(Libc.SIOCGIFFLAGS)) {
        throw failed(libc, networkInterface);
      }
      int flags = request.argument.getShort(Libc.IFREQ_FLAGS);
      if (!request.succeeds(Libc.SIOCGIFMTU)) {
        throw failed(libc, networkInterface);
      }
      int mtu = request.argument.getInt(Libc.IFREQ_FLAGS);
      return new InterfaceState(
          (flags & Libc.IFF_UP) != 0, (flags & Libc.IFF_RUNNING) != 0, mtu, request.merging());
    } finally {
      libc.close(socket);
    }
  }

  private static IOException failed(Libc.Functions libc, String networkInterface) {
    int error = LastError.getLastError(Runtime.getRuntime(libc));
    return new IOException("interface " + networkInterface + ": " + libc.strerror(error));
  }

  private record Request(
      Libc.Functions libc, int socket, UnsafeBuffer argument, UnsafeBuffer offload) {
    Request(Libc.Functions libc, int socket, String networkInterface) {
      this(
          libc,
          socket,
          new UnsafeBuffer(ByteBuffer.allocateDirect(Libc.IFREQ_BYTES)),
          new UnsafeBuffer(ByteBuffer.allocateDirect(2 * VALUE)));
      byte[] name = PcapHandle.cString(networkInterface);
      argument.putBytes(0, name, 0, Math.min(name.length, Libc.IFREQ_FLAGS));
    }

    boolean succeeds(long request) {
      return libc.ioctl(socket, request, argument.addressOffset()) == 0;
    }

    List<String> merging() {
      List<String> merging = new ArrayList<>();
      if (value(Libc.ETHTOOL_GGRO) != 0) {
        merging.add("gro");
      }
      if ((value(Libc.ETHTOOL_GFLAGS) & Libc.ETH_FLAG_LRO) != 0) {
        merging.add("lro");
      }
      return merging;
    }

    /** 0 too where the device has no such thing. */
    private int value(int command) {
      offload.putInt(0, command);
      offload.putInt(VALUE, 0);
      argument.putLong(Libc.IFREQ_FLAGS, offload.addressOffset());
      return succeeds(Libc.SIOCETHTOOL) ? offload.getInt(VALUE) : 0;
    }
  }
}
