// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.annotations.SaveError;

/** What a daemon asks of libc about its signals and its service manager. */
final class Libc {
  private Libc() {}

  /** The library, loaded on first use. */
  static Functions functions() {
    return Loaded.FUNCTIONS;
  }

  private static final class Loaded {
    static final Functions FUNCTIONS = LibraryLoader.create(Functions.class).load("libc.so.6");
  }

  /** Public only because the class that jnr-ffi generates for it lives in another package. */
  public interface Functions {
    Pointer dlsym(Pointer library, String name);

    Pointer signal(int number, Pointer handler);

    @SaveError
    int socket(int domain, int type, int protocol);

    int setsockopt(int socket, int level, int option, @In long[] value, int bytes);

    @SaveError
    long sendto(int socket, @In byte[] data, long bytes, int flags, @In byte[] to, int toBytes);

    int close(int descriptor);

    int clock_gettime(int clock, @Out long[] time);

    String strerror(int error);
  }
}
