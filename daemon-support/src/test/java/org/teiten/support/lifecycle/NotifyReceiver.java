// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/** A service manager's end of NOTIFY_SOCKET. */
final class NotifyReceiver implements AutoCloseable {
  private static final int MSG_DONTWAIT = 0x40;
  private static final Libc LIBC = LibraryLoader.create(Libc.class).load("libc.so.6");

  /** What receives datagrams. */
  public interface Libc {
    int socket(int domain, int type, int protocol);

    int bind(int socket, @In byte[] address, int bytes);

    long recv(int socket, @Out byte[] buffer, long bytes, int flags);

    int close(int descriptor);
  }

  private final int socket = LIBC.socket(1, 2, 0);

  NotifyReceiver(String name) {
    byte[] address = UnixDatagram.address(name);
    assertThat(LIBC.bind(socket, address, address.length)).as("bind " + name).isZero();
  }

  /** The next message, if one waits. */
  Optional<String> next() {
    byte[] buffer = new byte[4_096];
    long length = LIBC.recv(socket, buffer, buffer.length, MSG_DONTWAIT);
    return length < 0
        ? Optional.empty()
        : Optional.of(new String(buffer, 0, (int) length, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    LIBC.close(socket);
  }
}
