// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.teiten.flowtuple.batch.InvalidBatchException.Kind;

/**
 * The framing of an Avro object container (Avro specification 1.12, "Object Container Files"), read
 * from a file of known size with every length checked before it is believed.
 *
 * <p>Design note: Avro's {@code DataFileStream} allocates a block as large as its header claims,
 * and its limit on decompression is one number for the whole process. Both ends of a batch are
 * ours, the framing is five fields, and the error can name the byte.
 */
final class ContainerInput implements AutoCloseable {
  private static final byte[] MAGIC = {'O', 'b', 'j', 1};
  private static final int SYNC_BYTES = 16;
  private static final int MAX_METADATA_ENTRIES = 16;
  private static final int MAX_KEY_BYTES = 64;

  private final InputStream in;
  private final long size;
  private final BatchLimits limits;
  private long position;
  private byte[] sync;
  private byte[] decompressed = new byte[0];

  ContainerInput(Path file, BatchLimits limits) throws IOException {
    this.limits = limits;
    this.size = Files.size(file);
    if (size > limits.fileBytes()) {
      throw new InvalidBatchException(
          Kind.TOO_LARGE, size + " bytes are more than the limit of " + limits.fileBytes());
    }
    this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  /** Where the next byte stands in the file. */
  long position() {
    return position;
  }

  Map<String, byte[]> metadata() throws IOException {
    if (!Arrays.equals(bytes("magic", MAGIC.length), MAGIC)) {
      throw new InvalidBatchException(
          Kind.MALFORMED, "byte 0: not an Avro object container (it must begin with Obj\\x01)");
    }
    Map<String, byte[]> metadata = new TreeMap<>();
    long budget = limits.metadataBytes();
    for (long count = varint("metadata"); count != 0; count = varint("metadata")) {
      if (count < 0) {
        varint("metadata block size");
        count = -count;
      }
      // -Long.MIN_VALUE is negative again
      if (count < 0 || count + metadata.size() > MAX_METADATA_ENTRIES) {
        throw tooLarge("metadata has more than " + MAX_METADATA_ENTRIES + " entries");
      }
      for (long i = 0; i < count; i++) {
        byte[] key = bytes("metadata key", length("metadata key", MAX_KEY_BYTES));
        byte[] value = bytes("metadata", length("metadata", budget));
        budget -= value.length;
        metadata.put(new String(key, StandardCharsets.UTF_8), value);
      }
    }
    sync = bytes("sync marker", SYNC_BYTES);
    return metadata;
  }

  boolean atEnd() {
    return position == size;
  }

  /**
   * The next block's rows.
   *
   * @param rowsBefore rows of all blocks before
   */
  Block block(long rowsBefore) throws IOException {
    long offset = position;
    long rows = varint("row count");
    if (rows < 0 || rows > limits.rows() - rowsBefore) {
      throw tooLarge(
          rows + " rows after " + rowsBefore + " are more than the limit of " + limits.rows());
    }
    byte[] compressed = bytes("block", length("block", limits.blockBytes()));
    if (!Arrays.equals(bytes("sync marker", SYNC_BYTES), sync)) {
      throw malformed("block that begins at byte " + offset + " does not end in the sync marker");
    }
    int length = decompress(compressed, offset);
    return new Block(rows, new BlockInput(offset, decompressed, length, rowsBefore));
  }

  record Block(long rows, BlockInput input) {}

  private int decompress(byte[] compressed, long offset) throws IOException {
    int length = 0;
    try (ZstdInputStreamNoFinalizer zstd =
        new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(compressed))) {
      zstd.setLongMax(23);
      while (true) {
        if (length == decompressed.length) {
          decompressed = Arrays.copyOf(decompressed, Math.max(1 << 16, 2 * length));
        }
        int n = zstd.read(decompressed, length, decompressed.length - length);
        if (n < 0) {
          return length;
        }
        length += n;
        if (length > limits.blockBytes()) {
          throw new InvalidBatchException(
              Kind.TOO_LARGE,
              "block at byte " + offset + ": decompresses to more than " + limits.blockBytes());
        }
      }
    } catch (InvalidBatchException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidBatchException(
          Kind.MALFORMED, "block at byte " + offset + ": is not zstd: " + e.getMessage(), e);
    }
  }

  private int length(String what, long max) throws IOException {
    long length = varint(what);
    if (length < 0) {
      throw malformed(what + " has a negative length");
    }
    if (length > max) {
      throw tooLarge(what + " of " + length + " bytes is more than the limit of " + max);
    }
    return (int) length;
  }

  private byte[] bytes(String what, int length) throws IOException {
    if (length > size - position) {
      throw malformed(
          what + " needs " + length + " bytes, the file has " + (size - position) + " more");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("file shrank while it was read, at byte " + position);
    }
    position += length;
    return bytes;
  }

  private long varint(String what) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int b = in.read();
      if (b < 0) {
        throw malformed("file ends within " + what);
      }
      position++;
      value |= (b & 0x7fL) << shift;
      if (b < 0x80) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    throw malformed(what + " is a number of more than ten bytes");
  }

  private InvalidBatchException malformed(String what) {
    return new InvalidBatchException(Kind.MALFORMED, "byte " + position + ": " + what);
  }

  private InvalidBatchException tooLarge(String what) {
    return new InvalidBatchException(Kind.TOO_LARGE, "byte " + position + ": " + what);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
