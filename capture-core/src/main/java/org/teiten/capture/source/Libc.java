// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.SaveError;

/** The few system calls that libpcap does not offer. Constants are those of 64-bit Linux. */
final class Libc {
  static final int SOL_SOCKET = 1;
  static final int SO_ATTACH_FILTER = 26;
  static final int SO_DETACH_FILTER = 27;
  static final int SOL_PACKET = 263;
  static final int PACKET_FANOUT = 18;
  static final int PACKET_FANOUT_DATA = 22;
  static final int PACKET_IGNORE_OUTGOING = 23;

  /** In the upper half of what PACKET_FANOUT sets: by a classic BPF program. */
  static final int PACKET_FANOUT_CBPF = 6;

  /** The kernel chooses a number that no group has, so that no other process can be in it. */
  static final int PACKET_FANOUT_FLAG_UNIQUEID = 0x2000;

  static final short POLLIN = 1;
  static final int POLLFD_BYTES = 8;

  static final int EFD_CLOEXEC = 0x80000;
  static final int EFD_NONBLOCK = 0x800;

  static final int EINTR = 4;

  /** ioctl: flags of an interface, into {@code struct ifreq}: char name[16], short flags. */
  static final long SIOCGIFFLAGS = 0x8913;

  static final int IFREQ_BYTES = 40;
  static final int IFREQ_FLAGS = 16;
  static final int IFF_UP = 1;
  static final int IFF_LOOPBACK = 8;
  static final int IFF_RUNNING = 0x40;

  /** ioctl: largest packet of an interface, an int in the place of the flags. */
  static final long SIOCGIFMTU = 0x8921;

  /** ioctl: {@code struct ethtool_value}: u32 command, u32 value, at the address in the request. */
  static final long SIOCETHTOOL = 0x8946;

  static final int ETHTOOL_GGRO = 0x2b;
  static final int ETHTOOL_GFLAGS = 0x25;
  static final int ETH_FLAG_LRO = 1 << 15;

  static final int AF_UNIX = 1;
  static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;

  private Libc() {}

  static Functions functions() {
    return Loaded.FUNCTIONS;
  }

  private static final class Loaded {
    static final Functions FUNCTIONS = LibraryLoader.create(Functions.class).load("libc.so.6");
  }

  /** Public only because the class that jnr-ffi generates for it lives in another package. */
  public interface Functions {
    @SaveError
    int poll(long descriptors, long count, int timeoutMillis);

    @SaveError
    int setsockopt(int socket, int level, int option, long value, int valueBytes);

    @SaveError
    int getsockopt(int socket, int level, int option, long value, long valueBytes);

    @SaveError
    int ioctl(int descriptor, long request, long argument);

    @SaveError
    int socket(int family, int type, int protocol);

    @SaveError
    int eventfd(int initial, int flags);

    @SaveError
    long read(int descriptor, long address, long bytes);

    @SaveError
    long write(int descriptor, long address, long bytes);

    int close(int descriptor);

    String strerror(int error);

    long ftell(long file);

    @SaveError
    int adjtimex(long timex);
  }
}
