// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;
import org.teiten.support.errors.ErrorText;

/** A batch's bytes in a file of ours, deleted when it is closed. One thread. */
final class IncomingFile implements AutoCloseable {
  private static final int CHUNK = 64 << 10;

  private final Path path;
  private final String digest;
  private boolean kept;

  private IncomingFile(Path path, String digest) {
    this.path = path;
    this.digest = digest;
  }

  /**
   * Receives a body.
   *
   * @throws Refusal with 413 if it is too long, 507 if the disk is full
   */
  static IncomingFile receive(Path folder, InputStream body, long maxBytes, IngestCounters counters)
      throws IOException, Refusal {
    Path path = Files.createTempFile(folder, "batch-", ".tmp");
    boolean complete = false;
    try {
      MessageDigest sha256 = sha256();
      try (OutputStream out = Files.newOutputStream(path)) {
        byte[] chunk = new byte[CHUNK];
        long total = 0;
        for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
          total += n;
          counters.receivedBytes.add(n);
          if (total > maxBytes) {
            throw tooLarge(maxBytes);
          }
          sha256.update(chunk, 0, n);
          write(out, chunk, n);
        }
      }
      complete = true;
      return new IncomingFile(path, Base64.getEncoder().encodeToString(sha256.digest()));
    } finally {
      if (!complete) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static void write(OutputStream out, byte[] chunk, int length)
      throws IOException, Refusal {
    try {
      out.write(chunk, 0, length);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("No space left")) {
        throw new Refusal(507, "disk_full", "the centre's disk is full; come again later", 60);
      }
      throw e;
    }
  }

  static Refusal tooLarge(long maxBytes) {
    return new Refusal(
        413, "too_large", "the body is larger than the limit of " + maxBytes + " bytes");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  Path path() {
    return path;
  }

  /** SHA-256 in base 64. */
  String digest() {
    return digest;
  }

  void requireDigest(String stated) throws Refusal {
    if (!stated.equals(digest)) {
      throw new Refusal(
          400, "digest", "the body is not what Content-Digest says; it was changed on its way");
    }
  }

  /** Leaves the file to a writer that is not done with it. */
  void keepUntil(CompletableFuture<?> done) {
    kept = true;
    var unused = done.whenComplete((answer, failure) -> delete());
  }

  private void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LoggerFactory.getLogger(IncomingFile.class)
          .warn("a received batch stays until the next start: {}", ErrorText.of(e));
    }
  }

  @Override
  public void close() {
    if (!kept) {
      delete();
    }
  }
}
