// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;
import java.util.List;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/**
 * libpcap's C functions. Addresses are passed as {@code long}, which spares an object per call; a
 * signature of primitives alone is also what jnr-ffi compiles to a direct call.
 *
 * <p>Source of constants and layouts: {@code pcap/pcap.h} of libpcap 1.10, on a 64-bit Linux.
 */
final class Libpcap {
  static final int ERROR_BUFFER_BYTES = 256;

  /** {@code pcap_next_ex}: a frame was read. */
  static final int FRAME = 1;

  /** {@code pcap_next_ex}: no frame now. */
  static final int NONE_NOW = 0;

  /** PCAP_ERROR: see {@code pcap_geterr}. */
  static final int ERROR = -1;

  /** PCAP_ERROR_BREAK: of a file, its end. */
  static final int END_OF_FILE = -2;

  static final int ERROR_NO_SUCH_DEVICE = -5;
  static final int ERROR_PERMISSION_DENIED = -8;
  static final int ERROR_INTERFACE_NOT_UP = -9;
  static final int ERROR_PROMISCUOUS_PERMISSION_DENIED = -11;

  static final int DIRECTION_IN = 1;
  static final int NETMASK_UNKNOWN = -1;

  /** {@code struct pcap_pkthdr}: timeval (two longs), caplen, len. */
  static final int HEADER_BYTES = 24;

  static final int HEADER_SECONDS = 0;
  static final int HEADER_MICROSECONDS = 8;
  static final int HEADER_CAPTURED_LENGTH = 16;
  static final int HEADER_WIRE_LENGTH = 20;

  /** {@code struct pcap_stat}: ps_recv, ps_drop, ps_ifdrop, each an unsigned int. */
  static final int STATISTICS_BYTES = 12;

  /** {@code struct bpf_program}: length, address of the instructions. */
  static final int BPF_PROGRAM_BYTES = 16;

  private static final List<String> NAMES = List.of("libpcap.so.0.8", "libpcap.so.1");

  private Libpcap() {}

  /**
   * The library, loaded on first use.
   *
   * @throws IOException in one sentence, if it is not there or not usable
   */
  static Functions functions() throws IOException {
    if (Loaded.FUNCTIONS == null) {
      throw new IOException(Loaded.PROBLEM, Loaded.CAUSE);
    }
    return Loaded.FUNCTIONS;
  }

  private static final class Loaded {
    static final Functions FUNCTIONS;
    static final String PROBLEM;
    static final Throwable CAUSE;

    static {
      Functions functions = null;
      Throwable cause = null;
      for (String name : NAMES) {
        try {
          functions = LibraryLoader.create(Functions.class).failImmediately().load(name);
          functions.pcap_lib_version();
          break;
        } catch (LinkageError | RuntimeException e) {
          functions = null;
          cause = e;
        }
      }
      if (functions == null) {
        PROBLEM =
            "libpcap is not installed (neither "
                + String.join(" nor ", NAMES)
                + " can be loaded): install the package libpcap0.8 (Debian: apt-get install"
                + " libpcap0.8)";
      } else if (Runtime.getRuntime(functions).addressSize() != Long.BYTES) {
        functions = null;
        PROBLEM = "this machine is not 64-bit: capturing needs a 64-bit Linux";
      } else {
        PROBLEM = null;
      }
      FUNCTIONS = functions;
      CAUSE = cause;
    }
  }

  /** Public only because the class that jnr-ffi generates for it lives in another package. */
  @SuppressWarnings("MemberName") // the names are those of C
  public interface Functions {
    long pcap_create(@In byte[] device, @Out byte[] error);

    int pcap_set_snaplen(long pcap, int bytes);

    int pcap_set_promisc(long pcap, int on);

    int pcap_set_timeout(long pcap, int millis);

    int pcap_set_immediate_mode(long pcap, int on);

    int pcap_set_buffer_size(long pcap, int bytes);

    int pcap_activate(long pcap);

    int pcap_setdirection(long pcap, int direction);

    int pcap_setnonblock(long pcap, int on, @Out byte[] error);

    int pcap_compile(long pcap, long program, @In byte[] filter, int optimize, int netmask);

    int pcap_setfilter(long pcap, long program);

    void pcap_freecode(long program);

    int pcap_datalink(long pcap);

    int pcap_snapshot(long pcap);

    int pcap_get_selectable_fd(long pcap);

    @IgnoreError
    int pcap_next_ex(long pcap, long headerCell, long dataCell);

    int pcap_stats(long pcap, long statistics);

    void pcap_breakloop(long pcap);

    long pcap_open_offline(@In byte[] path, @Out byte[] error);

    long pcap_file(long pcap);

    String pcap_geterr(long pcap);

    String pcap_lib_version();

    void pcap_close(long pcap);
  }
}
