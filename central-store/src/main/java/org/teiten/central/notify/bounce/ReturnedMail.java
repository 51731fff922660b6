// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder into which the mail server lays what comes back: a Maildir, whose new mail is moved to
 * {@code cur} once it is read, or files {@code *.eml}, which are moved to {@code done}. What nobody
 * could read stays, and is not looked at again by this object unless it changes.
 */
final class ReturnedMail {
  /** Of a longer mail only the beginning is read. */
  static final int MAX_BYTES = 256 << 10;

  private static final int MOST_FILES = 1_000;
  private static final int MOST_LEFT = 100_000;

  private final Path folder;
  private final Map<Path, Look> left = new HashMap<>();

  /** How a file was when it was read. */
  private record Look(long bytes, FileTime changed) {
    static Look at(Path file) {
      try {
        return new Look(Files.size(file), Files.getLastModifiedTime(file));
      } catch (IOException e) {
        return new Look(-1, FileTime.fromMillis(0)); // it is gone, or will be found so
      }
    }
  }

  ReturnedMail(Path folder) {
    this.folder = folder;
  }

  private boolean maildir() {
    return Files.isDirectory(folder.resolve("new")) && Files.isDirectory(folder.resolve("cur"));
  }

  /**
   * Mail that was not read yet, at most {@value #MOST_FILES} files, in the order of names.
   *
   * @throws IOException if the folder cannot be read
   */
  List<Path> unread() throws IOException {
    boolean maildir = maildir();
    try (Stream<Path> all = Files.list(maildir ? folder.resolve("new") : folder)) {
      return all.filter(file -> maildir || file.getFileName().toString().endsWith(".eml"))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !left.containsKey(file) || !Look.at(file).equals(left.get(file)))
          .sorted()
          .limit(MOST_FILES)
          .toList();
    }
  }

  /** The beginning of a mail. */
  byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES);
    }
  }

  /** Puts a mail away that was read. */
  void done(Path file) throws IOException {
    left.remove(file);
    if (maildir()) {
      String name = file.getFileName().toString();
      Files.move(
          file,
          folder.resolve("cur").resolve(name.contains(":2,") ? name : name + ":2,S"),
          StandardCopyOption.ATOMIC_MOVE);
    } else {
      Path done = Files.createDirectories(folder.resolve("done"));
      Files.move(file, done.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Leaves a mail where it is, for a human. */
  void leave(Path file) {
    if (left.size() < MOST_LEFT) {
      left.put(file, Look.at(file));
    }
  }

  /** How many were left by now. */
  int left() {
    left.keySet().removeIf(Files::notExists);
    return left.size();
  }
}
