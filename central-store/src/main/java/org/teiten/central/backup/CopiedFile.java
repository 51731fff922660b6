// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;

/**
 * Files on their way into a backup and out of it: readable by their owner only, and on the disk.
 */
final class CopiedFile {
  private static final int BUFFER = 1 << 20;

  private CopiedFile() {}

  /**
   * Copies a file.
   *
   * @param most bytes, of the beginning
   * @return its SHA-256, hexadecimal
   */
  static String copy(Path from, Path to, long most) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest);
        FileChannel out =
            FileChannel.open(
                to,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")))) {
      byte[] buffer = new byte[BUFFER];
      long left = most;
      for (int read = in.readNBytes(buffer, 0, (int) Math.min(BUFFER, left));
          read > 0;
          read = in.readNBytes(buffer, 0, (int) Math.min(BUFFER, left))) {
        for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read); bytes.hasRemaining(); ) {
          out.write(bytes);
        }
        left -= read;
      }
      out.force(true);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The SHA-256 of a file, hexadecimal. */
  static String digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Makes the names in a folder durable. */
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
