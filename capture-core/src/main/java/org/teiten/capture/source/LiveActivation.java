// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Opening an interface, and what can be wrong with it. */
final class LiveActivation {
  private LiveActivation() {}

  /** An activated, non-blocking handle, not yet restricted to inbound frames. */
  static PcapHandle activate(LiveSourceConfig config) throws IOException {
    String networkInterface = config.networkInterface();
    Libpcap.Functions pcap = Libpcap.functions();
    byte[] error = new byte[Libpcap.ERROR_BUFFER_BYTES];
    long address = pcap.pcap_create(PcapHandle.cString(networkInterface), error);
    if (address == 0) {
      throw new IOException(
          "interface " + networkInterface + " cannot be opened: " + PcapHandle.text(error));
    }
    PcapHandle handle = new PcapHandle(pcap, address);
    try {
      pcap.pcap_set_snaplen(address, config.snapLength());
      pcap.pcap_set_promisc(address, config.promiscuous() ? 1 : 0);
      pcap.pcap_set_timeout(address, Math.toIntExact(config.timeout().toMillis()));
      pcap.pcap_set_immediate_mode(address, 0);
      pcap.pcap_set_buffer_size(address, config.bufferBytes());
      int status = pcap.pcap_activate(address);
      if (status < 0) {
        throw new IOException(problem(status, networkInterface, handle.error()));
      }
      if (pcap.pcap_setnonblock(address, 1, error) != 0) {
        throw new IOException(
            "interface " + networkInterface + " cannot be polled: " + PcapHandle.text(error));
      }
      return handle;
    } catch (IOException | RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  private static String problem(int status, String networkInterface, String words) {
    return switch (status) {
      case Libpcap.ERROR_NO_SUCH_DEVICE ->
          "there is no interface " + networkInterface + ": see `ip link` for those there are";
      case Libpcap.ERROR_PERMISSION_DENIED, Libpcap.ERROR_PROMISCUOUS_PERMISSION_DENIED ->
          "interface "
              + networkInterface
              + " may not be captured from: this process lacks CAP_NET_RAW; start it as root, or"
              + " by systemd with AmbientCapabilities=CAP_NET_RAW";
      case Libpcap.ERROR_INTERFACE_NOT_UP ->
          "interface "
              + networkInterface
              + " is down: bring it up with `ip link set "
              + networkInterface
              + " up`";
      default -> "interface " + networkInterface + " cannot be captured from: " + words;
    };
  }

  /** libpcap's own check of the direction, for kernels that pass outgoing frames on. */
  static void acceptInboundOnly(PcapHandle handle, String networkInterface) throws IOException {
    if (Libpcap.functions().pcap_setdirection(handle.address(), Libpcap.DIRECTION_IN) != 0) {
      throw new IOException(
          "interface "
              + networkInterface
              + " does not tell inbound from outbound frames: "
              + handle.error());
    }
  }

  static void filter(PcapHandle handle, String networkInterface, String expression)
      throws IOException {
    Libpcap.Functions pcap = Libpcap.functions();
    UnsafeBuffer program = new UnsafeBuffer(ByteBuffer.allocateDirect(Libpcap.BPF_PROGRAM_BYTES));
    if (pcap.pcap_compile(
            handle.address(),
            program.addressOffset(),
            PcapHandle.cString(expression),
            1,
            Libpcap.NETMASK_UNKNOWN)
        != 0) {
      throw new IOException(
          "filter \"%s\" is not one that libpcap understands: %s"
              .formatted(expression, handle.error()));
    }
    int status = pcap.pcap_setfilter(handle.address(), program.addressOffset());
    pcap.pcap_freecode(program.addressOffset());
    if (status != 0) {
      throw new IOException(
          "interface " + networkInterface + " does not take the filter: " + handle.error());
    }
  }
}
