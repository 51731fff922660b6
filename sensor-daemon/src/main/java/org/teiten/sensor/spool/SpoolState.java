// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teiten.flowtuple.batch.BatchId;

/**
 * The epoch, and the sequence from which on no batch was ever named. Written before a batch gets
 * its name, so that no sequence is used twice even when every batch has been delivered and deleted.
 *
 * @param epoch 32 hexadecimal digits, random
 * @param next the next free sequence
 */
record SpoolState(String epoch, long next) {
  private static final Pattern FORM = Pattern.compile("epoch ([0-9a-f]{32})\nnext (\\d{1,12})\n");

  /** More than a state's file ever holds. */
  static final int MAX_BYTES = 128;

  private static final SecureRandom RANDOM = new SecureRandom();

  static SpoolState fresh() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return new SpoolState(HexFormat.of().formatHex(bytes), 0);
  }

  SpoolState withNext(long sequence) {
    return new SpoolState(epoch, sequence);
  }

  /** This state, with a next sequence behind those of its epoch that are in use. */
  SpoolState behind(Collection<BatchId> used) {
    long first =
        used.stream()
            .filter(id -> id.epoch().equals(epoch))
            .mapToLong(id -> id.sequence() + 1)
            .reduce(next, Math::max);
    return withNext(first);
  }

  /** Reads a state; empty if the file holds none. */
  static Optional<SpoolState> read(Path file) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES);
    }
    Matcher matcher = FORM.matcher(new String(bytes, StandardCharsets.US_ASCII));
    return matcher.matches()
        ? Optional.of(new SpoolState(matcher.group(1), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  /** Replaces the file; when this returns the new state is on the disk. */
  void write(Disk disk, Path file) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try (OutputStream out = disk.create(temporary)) {
      out.write("epoch %s%nnext %d%n".formatted(epoch, next).getBytes(StandardCharsets.US_ASCII));
    }
    disk.sync(temporary);
    disk.move(temporary, file);
    disk.sync(file.getParent());
  }
}
