// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.teiten.central.Batch;

/** Batches that no sensor would write. */
final class HostileBytes {
  private static final int SYNC = 16;

  private HostileBytes() {}

  /** A batch whose one block is so many GiB of zeros, in some ten KiB. */
  static byte[] bomb(Batch batch, int gibibytes) throws IOException {
    ByteArrayOutputStream zeros = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(zeros, 3)) {
      byte[] mebibyte = new byte[1 << 20];
      for (int i = 0; i < gibibytes << 10; i++) {
        out.write(mebibyte);
      }
    }
    byte[] head = head(batch.bytes());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(head);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    encoder.writeLong(1);
    encoder.writeBytes(zeros.toByteArray());
    encoder.flush();
    bytes.write(head, head.length - SYNC, SYNC);
    return bytes.toByteArray();
  }

  /** A batch of so many empty intervals, as long a header as is taken. */
  static byte[] manyIntervals(Batch batch, int intervals, Instant latest) {
    for (int i = intervals; i > 0; i--) {
      batch.interval(latest.minusSeconds(i).toString(), 1);
    }
    return batch.bytes();
  }

  /** The bytes with one word of the header replaced by another as long. */
  static byte[] edited(byte[] batch, String word, String other) {
    byte[] from = word.getBytes(StandardCharsets.UTF_8);
    byte[] to = other.getBytes(StandardCharsets.UTF_8);
    if (from.length != to.length) {
      throw new IllegalArgumentException(word + " and " + other + " differ in length");
    }
    byte[] edited = batch.clone();
    for (int i = 0; i + from.length < batch.length; i++) {
      if (Arrays.equals(batch, i, i + from.length, from, 0, from.length)) {
        System.arraycopy(to, 0, edited, i, to.length);
        return edited;
      }
    }
    throw new IllegalArgumentException("no " + word + " in the batch");
  }

  /**
   * A container up to the sync marker that ends its metadata: the last 16 bytes are there twice.
   */
  private static byte[] head(byte[] batch) {
    byte[] marker = Arrays.copyOfRange(batch, batch.length - SYNC, batch.length);
    for (int i = 0; i + SYNC <= batch.length; i++) {
      if (Arrays.equals(batch, i, i + SYNC, marker, 0, SYNC)) {
        return Arrays.copyOf(batch, i + SYNC);
      }
    }
    throw new IllegalArgumentException("no container");
  }
}
