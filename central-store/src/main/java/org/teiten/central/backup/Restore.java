// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.StoreBooks;
import org.teiten.support.tls.PrivateFile;

/** Puts a backup into an empty data folder. */
public final class Restore {
  /**
   * What was restored.
   *
   * @param created when the backup began, ISO 8601, UTC
   * @param software that made it
   * @param settings folder of the settings that were kept with it, which are not put anywhere
   */
  public record Restored(
      String created, String software, StoreBooks books, int files, Path settings) {}

  private Restore() {}

  /**
   * Verifies all checksums, then copies; the store comes last, under a name that no centre opens
   * until everything is there.
   *
   * @param data folder that is empty or not there
   * @throws IllegalArgumentException if there is anything in it
   * @throws IOException if the backup is damaged, or cannot be copied
   */
  public static Restored restore(Path folder, Path data, DoubleConsumer progress)
      throws IOException {
    requireEmpty(data);
    Path backup = folder.toAbsolutePath().normalize();
    BackupManifest manifest = BackupManifest.read(backup);
    verify(backup, manifest, progress);
    PrivateFile.makeFolder(data);
    Path from = backup.resolve(Backup.DATA);
    Path store = from.resolve(FlowStore.FILE);
    Path unfinished = data.resolve(FlowStore.UNFINISHED);
    int files = 0;
    if (!CopiedFile.copy(store, unfinished, Long.MAX_VALUE)
        .equals(digestOf(manifest, store, backup))) {
      throw changed(store);
    }
    for (BackupManifest.Entry entry : manifest.files()) {
      Path file = backup.resolve(entry.path()).normalize();
      if (file.startsWith(from) && !file.equals(store)) {
        Path to = data.resolve(from.relativize(file));
        PrivateFile.makeFolder(to.getParent());
        if (!CopiedFile.copy(file, to, Long.MAX_VALUE).equals(entry.sha256())) {
          throw changed(file);
        }
        CopiedFile.sync(to.getParent());
        files++;
      }
    }
    Files.move(unfinished, data.resolve(FlowStore.FILE), StandardCopyOption.ATOMIC_MOVE);
    CopiedFile.sync(data);
    StoreBooks books = Backup.books(data);
    if (!books.equals(manifest.books())) {
      throw new IOException(
          "the restored store holds " + books + ", the backup says " + manifest.books());
    }
    return new Restored(
        manifest.created(), manifest.software(), books, files + 1, backup.resolve(Backup.SETTINGS));
  }

  private static String digestOf(BackupManifest manifest, Path file, Path backup)
      throws IOException {
    String path = backup.relativize(file).toString();
    return manifest.files().stream()
        .filter(entry -> entry.path().equals(path))
        .map(BackupManifest.Entry::sha256)
        .findFirst()
        .orElseThrow(() -> new IOException(backup + " is no whole backup: it lists no " + path));
  }

  private static void requireEmpty(Path data) throws IOException {
    if (!Files.exists(data)) {
      return;
    }
    try (Stream<Path> entries = Files.list(data)) {
      if (entries.findAny().isPresent()) {
        throw new IllegalArgumentException(
            data + " is not empty; restore into an empty folder, or one that is not there");
      }
    }
  }

  private static void verify(Path backup, BackupManifest manifest, DoubleConsumer progress)
      throws IOException {
    Path real = backup.toRealPath();
    long total =
        Math.max(1, manifest.files().stream().mapToLong(BackupManifest.Entry::bytes).sum());
    long done = 0;
    for (BackupManifest.Entry entry : manifest.files()) {
      Path file = real.resolve(entry.path()).normalize();
      if (!file.startsWith(real)) {
        throw new IOException(
            String.format(Locale.ROOT, "%s names a file outside of it: %s", backup, entry.path()));
      }
      try {
        if (Files.size(file) != entry.bytes() || !CopiedFile.digest(file).equals(entry.sha256())) {
          throw changed(file);
        }
      } catch (NoSuchFileException e) {
        throw new IOException(file + " is missing: the backup is not whole", e);
      }
      done += entry.bytes();
      progress.accept((double) done / total);
    }
  }

  private static IOException changed(Path file) {
    return new IOException(
        file + " is not what was backed up: its checksum differs; take another backup");
  }
}
