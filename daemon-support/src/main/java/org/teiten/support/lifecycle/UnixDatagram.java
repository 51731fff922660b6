// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import jnr.ffi.Runtime;

/**
 * Sends one datagram to a Unix socket, which Java 17 cannot. Constants and layouts are those of
 * 64-bit Linux:
 *
 * <pre>
 *   struct sockaddr_un   0 u16 family   2 char path[108]   (a name that begins with NUL is abstract)
 *   struct timespec      0 i64 seconds  8 i64 nanoseconds
 * </pre>
 */
final class UnixDatagram {
  static final int MAX_NAME = 107;

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDTIMEO = 21;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int FAMILY_BYTES = 2;
  private static final long[] LONGEST_WAIT = {2, 0}; // struct timeval
  private static final int CLOCK_MONOTONIC = 1;
  private static final char ABSTRACT = '@';

  private UnixDatagram() {}

  /**
   * Sends text; waits at most two seconds for a receiver whose queue is full.
   *
   * @param name a path, or {@code @} and the name of an abstract socket; at most {@link #MAX_NAME}
   *     bytes
   * @throws IOException in one sentence
   */
  static void send(String name, String text) throws IOException {
    Libc.Functions libc = Libc.functions();
    int socket = libc.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) {
      throw failure("cannot make a Unix socket");
    }
    try {
      libc.setsockopt(
          socket, SOL_SOCKET, SO_SNDTIMEO, LONGEST_WAIT, LONGEST_WAIT.length * Long.BYTES);
      byte[] data = text.getBytes(StandardCharsets.UTF_8);
      byte[] to = address(name);
      long sent = libc.sendto(socket, data, data.length, MSG_NOSIGNAL, to, to.length);
      if (sent < 0) {
        throw failure("cannot send to the Unix socket " + name);
      }
    } finally {
      libc.close(socket);
    }
  }

  /** The bytes of a {@code sockaddr_un}, without those of its path that are not used. */
  static byte[] address(String name) {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    if (path.length == 0 || path.length > MAX_NAME) {
      throw new IllegalArgumentException("a Unix socket's name of " + path.length + " bytes");
    }
    boolean isAbstract = name.charAt(0) == ABSTRACT;
    // A path ends with NUL, an abstract name with its length.
    byte[] address = new byte[FAMILY_BYTES + path.length + (isAbstract ? 0 : 1)];
    address[0] = AF_UNIX; // the host's byte order, and 64-bit Linux is little-endian here
    System.arraycopy(path, 0, address, FAMILY_BYTES, path.length);
    if (isAbstract) {
      address[FAMILY_BYTES] = 0;
    }
    return address;
  }

  /** CLOCK_MONOTONIC in microseconds, as systemd wants it with RELOADING=1. */
  static long monotonicMicros() {
    long[] time = new long[2];
    Libc.functions().clock_gettime(CLOCK_MONOTONIC, time);
    return Math.addExact(Math.multiplyExact(time[0], 1_000_000), time[1] / 1_000);
  }

  private static IOException failure(String what) {
    int error = Runtime.getSystemRuntime().getLastError();
    return new IOException(what + ": " + Libc.functions().strerror(error));
  }

  /** Whether a name can be sent to. */
  static boolean isName(String name) {
    return (name.startsWith("/") || name.startsWith("@"))
        && name.length() > 1
        && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME
        && Arrays.stream(name.chars().toArray()).noneMatch(c -> c == 0);
  }
}
