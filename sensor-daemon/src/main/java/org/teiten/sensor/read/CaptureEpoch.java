// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The epoch of captures: a hash of the sensor, of the options that change the result, and of each
 * file's content in order, so that the same captures are the same batches and count once. The
 * table's hash key derives from it.
 */
final class CaptureEpoch {
  private static final int EPOCH_BYTES = 16;

  private final byte[] hash;

  private CaptureEpoch(byte[] hash) {
    this.hash = hash;
  }

  static CaptureEpoch of(CaptureOptions options, int keys, List<Path> files) throws IOException {
    StringBuilder inputs = new StringBuilder("teiten capture epoch 1\n");
    inputs.append("sensor ").append(options.sensor()).append('\n');
    inputs.append("group ").append(options.group()).append('\n');
    inputs.append("interval ").append(CaptureTables.INTERVAL_SECONDS).append('\n');
    inputs.append("keys ").append(keys).append(' ').append(CaptureTables.FOLDED_KEYS).append('\n');
    options.monitored().stream()
        .map(Object::toString)
        .sorted()
        .forEach(prefix -> inputs.append("monitored ").append(prefix).append('\n'));
    options.tunnels().stream()
        .map(Object::toString)
        .sorted()
        .forEach(tunnel -> inputs.append("tunnel ").append(tunnel).append('\n'));
    if (!options.asked().all()) {
      inputs
          .append("read ")
          .append(options.asked().fromMicros())
          .append(' ')
          .append(options.asked().toMicros())
          .append('\n');
    }
    options
        .observed()
        .ifPresent(
            span ->
                inputs
                    .append("observed ")
                    .append(span.fromMicros())
                    .append(' ')
                    .append(span.toMicros())
                    .append('\n'));
    for (Path file : files) {
      inputs.append("file ").append(HexFormat.of().formatHex(digest(file))).append('\n');
    }
    return new CaptureEpoch(sha256().digest(inputs.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** 32 hexadecimal digits. */
  String epoch() {
    return HexFormat.of().formatHex(hash, 0, EPOCH_BYTES);
  }

  /** One half of the table's hash key; not to be told from the epoch without the files. */
  long hashKey(int half) {
    byte[] derived = Arrays.copyOf(hash, hash.length + 1);
    derived[hash.length] = (byte) half;
    return ByteBuffer.wrap(sha256().digest(derived)).getLong();
  }

  private static byte[] digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
