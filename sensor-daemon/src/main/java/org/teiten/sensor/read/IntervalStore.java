// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.flowtuple.FlowTuple;

/**
 * Closed intervals of captures until it is known which belong into one batch: headers in memory,
 * rows in a temporary file, one zstd frame an interval.
 */
final class IntervalStore implements AutoCloseable {
  private static final int LEVEL = 1;
  private static final long PACKED_ROWS = 1_000;

  /** Takes rows. */
  interface RowConsumer {
    void accept(FlowTuple row) throws IOException;
  }

  private final Path file;
  private final FileChannel channel;
  private final List<StoredInterval> intervals = new ArrayList<>();

  /**
   * Makes an empty store.
   *
   * @param folder where the temporary file lies; it is gone after closing
   */
  IntervalStore(Path folder) throws IOException {
    file = Files.createTempFile(folder, ".teiten-rows-", ".tmp");
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  void add(ClosedInterval interval) throws IOException {
    long offset = channel.size();
    channel.position(offset);
    try (DataOutputStream out = new DataOutputStream(packed(interval.header().rows()))) {
      interval.forEachRow(
          row -> {
            try {
              RowCodec.write(row, out);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    intervals.add(
        new StoredInterval(
            interval.header(), interval.signatures(), interval.unsignedPackets(), offset));
  }

  // To begin a frame costs as much as to pack some thousand rows, and most intervals have few.
  private OutputStream packed(long rows) throws IOException {
    OutputStream out = new Unclosed(Channels.newOutputStream(channel));
    return rows < PACKED_ROWS
        ? new BufferedOutputStream(out)
        : new ZstdOutputStreamNoFinalizer(out, LEVEL);
  }

  private InputStream unpacked(long rows) throws IOException {
    InputStream in = Channels.newInputStream(channel);
    return new BufferedInputStream(rows < PACKED_ROWS ? in : new ZstdInputStreamNoFinalizer(in));
  }

  /** In the order in which they were closed. */
  List<StoredInterval> intervals() {
    return intervals;
  }

  /** Hands over an interval's rows as rows of that part. */
  void forEachRow(
      StoredInterval interval, int part, RowCodec.SignatureIds signatures, RowConsumer consumer)
      throws IOException {
    channel.position(interval.offset());
    DataInputStream in = new DataInputStream(unpacked(interval.header().rows()));
    long start = interval.header().interval().startSeconds();
    for (long i = 0; i < interval.header().rows(); i++) {
      consumer.accept(RowCodec.read(in, start, part, signatures));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Lets a frame end without ending the file. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
