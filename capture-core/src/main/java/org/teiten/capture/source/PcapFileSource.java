// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Frames from a capture file, pcap or pcapng, times in microseconds. */
public final class PcapFileSource implements PacketSource {
  private final Path file;
  private final Libpcap.Functions pcap;
  private final PcapHandle handle;
  private final LinkType linkType;
  private long frames;
  private boolean stopped;

  private PcapFileSource(Path file, Libpcap.Functions pcap, PcapHandle handle, LinkType linkType) {
    this.file = file;
    this.pcap = pcap;
    this.handle = handle;
    this.linkType = linkType;
  }

  /**
   * Opens a capture.
   *
   * @throws IOException in one sentence with the file's name, if it cannot be read, is no capture,
   *     or has a link type that is not supported
   */
  public static PcapFileSource open(Path file) throws IOException {
    requireReadable(file);
    Libpcap.Functions pcap = Libpcap.functions();
    byte[] error = new byte[Libpcap.ERROR_BUFFER_BYTES];
    long address = pcap.pcap_open_offline(PcapHandle.cString(file.toString()), error);
    if (address == 0) {
      throw new IOException(
          file + " is not a capture that can be read (pcap or pcapng): " + PcapHandle.text(error));
    }
    PcapHandle handle = new PcapHandle(pcap, address);
    try {
      return new PcapFileSource(file, pcap, handle, handle.linkType(file.toString()));
    } catch (IOException | RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  private static void requireReadable(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(file + " does not exist: check the path");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a directory: name the capture files in it");
    }
    if (!Files.isReadable(file)) {
      throw new IOException(file + " may not be read by this user: check its permissions");
    }
    if (Files.isRegularFile(file) && Files.size(file) == 0) {
      throw new IOException(file + " is empty: a capture has at least a header");
    }
  }

  @Override
  public LinkType linkType() {
    return linkType;
  }

  @Override
  public int poll(FrameHandler handler, int limit) throws IOException {
    if (stopped) {
      return END;
    }
    int polled = handle.poll(handler, limit);
    frames += polled;
    if (polled > 0 || limit == 0) {
      return polled;
    }
    stopped = true;
    if (handle.status() == Libpcap.END_OF_FILE) {
      return END;
    }
    throw new IOException(
        "%s cannot be read further after %d packets, at byte %d of %d: %s"
            .formatted(file, frames, position(), Files.size(file), handle.error()));
  }

  private long position() {
    return Libc.functions().ftell(pcap.pcap_file(handle.address()));
  }

  /** A file never makes anyone wait. */
  @Override
  public boolean awaitFrames(int timeoutMillis) {
    return !stopped;
  }

  /** Leaves the rest of the file unread. */
  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public SourceStatistics statistics() {
    return new SourceStatistics(frames, 0, 0);
  }

  @Override
  public void close() {
    stopped = true;
    handle.close();
  }
}
