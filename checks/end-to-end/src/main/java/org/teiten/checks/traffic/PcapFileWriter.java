// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.traffic;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes Ethernet frames as a classic pcap file with microseconds, big-endian. */
public final class PcapFileWriter implements AutoCloseable {
  private static final int MAGIC = 0xa1b2c3d4;
  private static final int ETHERNET = 1;
  private static final int SNAPLEN = 65_535;

  private final DataOutputStream out;

  public PcapFileWriter(Path file) throws IOException {
    out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    out.writeInt(MAGIC);
    out.writeShort(2);
    out.writeShort(4);
    out.writeLong(0);
    out.writeInt(SNAPLEN);
    out.writeInt(ETHERNET);
  }

  /**
   * Appends one whole frame.
   *
   * @param micros its time, microseconds since 1970, UTC
   */
  public void write(long micros, byte[] frame) throws IOException {
    out.writeInt((int) (micros / 1_000_000));
    out.writeInt((int) (micros % 1_000_000));
    out.writeInt(frame.length);
    out.writeInt(frame.length);
    out.write(frame);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
