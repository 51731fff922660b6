// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Frames from a capture, pcap or pcapng, times in microseconds. A file may be compressed with gzip
 * or zstd; what it is, is told by its first bytes, never by its name.
 *
 * <p>Design note: classic pcap 2.4 and pcapng are read here and not by libpcap, which costs a call
 * into C per frame, cannot read a pcapng whose interfaces differ, nor a pipe. What it knows beyond
 * that (files of before 1999, patched formats) still goes through it.
 */
public final class PcapFileSource implements PacketSource {
  private static final int WINDOW_BYTES = 1 << 20;
  private static final int DECOMPRESSED_CHUNK = 1 << 16;
  private static final int ZSTD_MAGIC = 0xfd2fb528;

  private final CaptureReader reader;
  private final String name;
  private boolean stopped;

  private PcapFileSource(CaptureReader reader, String name) {
    this.reader = reader;
    this.name = name;
  }

  /**
   * Opens a capture file.
   *
   * @throws CaptureFileException in one sentence with the file's name, if it cannot be read, is no
   *     capture, or has a link type that is not supported
   */
  public static PcapFileSource open(Path file) throws IOException {
    String name = file.toString();
    requireReadable(file, name);
    ReadableByteChannel channel = FileChannel.open(file);
    try {
      CaptureReader reader = readerOf(channel, name);
      if (reader != null) {
        return new PcapFileSource(reader, name);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return new PcapFileSource(new LibpcapReader(file, name), name);
  }

  /**
   * Reads a capture from a stream, such as standard input.
   *
   * @param name what to call it in messages
   * @throws CaptureFileException as {@link #open(Path)}
   */
  public static PcapFileSource read(InputStream in, String name) throws IOException {
    CaptureReader reader = readerOf(Channels.newChannel(in), name);
    if (reader == null) {
      throw CaptureFileException.noCapture(
          name, "is not a capture that can be read (pcap 2.4 or pcapng)");
    }
    return new PcapFileSource(reader, name);
  }

  private static void requireReadable(Path file, String name) throws IOException {
    if (!Files.exists(file)) {
      throw CaptureFileException.noCapture(name, "does not exist: check the path");
    }
    if (Files.isDirectory(file)) {
      throw CaptureFileException.noCapture(name, "is a directory: name the capture files in it");
    }
    if (!Files.isReadable(file)) {
      throw CaptureFileException.noCapture(
          name, "may not be read by this user: check its permissions");
    }
    if (Files.isRegularFile(file) && Files.size(file) == 0) {
      throw CaptureFileException.noCapture(name, "is empty: a capture has at least a header");
    }
  }

  /** The reader for what the channel begins with, or null if that is no format read here. */
  private static CaptureReader readerOf(ReadableByteChannel channel, String name)
      throws IOException {
    CaptureBytes bytes = new CaptureBytes(channel, WINDOW_BYTES);
    try {
      if (bytes.require(4) && isGzip(bytes)) {
        bytes = decompressed(new GZIPInputStream(bytes.stream(), DECOMPRESSED_CHUNK));
      } else if (bytes.require(4) && bytes.intAt(0, ByteOrder.LITTLE_ENDIAN) == ZSTD_MAGIC) {
        bytes = decompressed(new ZstdInputStreamNoFinalizer(bytes.stream()));
      }
      if (bytes.require(8) && bytes.intAt(0, ByteOrder.BIG_ENDIAN) == PcapngReader.SECTION_HEADER) {
        return new PcapngReader(bytes, name);
      }
      if (bytes.require(ClassicPcapReader.FILE_HEADER_BYTES)) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
          if (ClassicPcapReader.reads(bytes, order)) {
            return new ClassicPcapReader(bytes, name, order);
          }
        }
      }
      return null;
    } catch (CaptureFileException e) {
      throw e;
    } catch (IOException e) {
      throw CaptureFileException.damaged(name, 0, bytes.offset(), e.getMessage());
    }
  }

  private static boolean isGzip(CaptureBytes bytes) {
    return bytes.shortAt(0, ByteOrder.LITTLE_ENDIAN) == GZIPInputStream.GZIP_MAGIC;
  }

  private static CaptureBytes decompressed(InputStream plain) {
    return new CaptureBytes(Channels.newChannel(plain), WINDOW_BYTES);
  }

  @Override
  public LinkType linkType() {
    return reader.linkType();
  }

  @Override
  public int poll(FrameHandler handler, int limit) throws IOException {
    if (stopped || limit == 0) {
      return stopped ? END : 0;
    }
    int polled;
    try {
      polled = reader.read(handler, limit);
    } catch (CaptureFileException e) {
      stopped = true;
      throw e;
    } catch (IOException e) {
      stopped = true;
      throw CaptureFileException.damaged(name, reader.frames(), reader.position(), e.getMessage());
    }
    stopped = polled == END;
    return polled;
  }

  /** How many bytes of the capture, decompressed, have been taken. */
  public long position() {
    return reader.position();
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
    return new SourceStatistics(reader.frames(), 0, 0);
  }

  @Override
  public void close() {
    stopped = true;
    reader.close();
  }
}
