// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Whatever else libpcap can open: the formats of before 1999 and of patched libpcaps, in which
 * record headers have other fields.
 */
final class LibpcapReader implements CaptureReader {
  private final String name;
  private final Libpcap.Functions pcap;
  private final PcapHandle handle;
  private final LinkType linkType;
  private long frames;

  LibpcapReader(Path file, String name) throws IOException {
    this.name = name;
    this.pcap = Libpcap.functions();
    byte[] error = new byte[Libpcap.ERROR_BUFFER_BYTES];
    long address = pcap.pcap_open_offline(PcapHandle.cString(file.toString()), error);
    if (address == 0) {
      throw CaptureFileException.noCapture(
          name, "is not a capture that can be read (pcap or pcapng): " + PcapHandle.text(error));
    }
    this.handle = new PcapHandle(pcap, address);
    try {
      this.linkType = handle.linkType(name);
    } catch (IOException | RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  @Override
  public LinkType linkType() {
    return linkType;
  }

  @Override
  public int read(FrameHandler handler, int limit) throws IOException {
    int read = handle.poll(handler, limit);
    frames += read;
    if (read > 0 || limit == 0) {
      return read;
    }
    if (handle.status() == Libpcap.END_OF_FILE) {
      return PacketSource.END;
    }
    throw CaptureFileException.damaged(name, frames, position(), handle.error());
  }

  @Override
  public long frames() {
    return frames;
  }

  @Override
  public long position() {
    return Libc.functions().ftell(pcap.pcap_file(handle.address()));
  }

  @Override
  public void close() {
    handle.close();
  }
}
