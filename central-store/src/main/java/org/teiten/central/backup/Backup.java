// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.backup;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.StoreBooks;
import org.teiten.central.store.StoreConfig;
import org.teiten.central.store.StoreCopy;
import org.teiten.support.tls.PrivateFile;

/**
 * Makes backups: the store as of one instant, and every other file of the data folder (keys,
 * accounts, journals, notices), with the settings beside.
 */
public final class Backup {
  static final String DATA = "data";
  static final String SETTINGS = "settings";

  /** What another start makes anew, or belongs to one process. */
  private static final Set<String> LEFT_OUT =
      Set.of(FlowStore.FILE, FlowStore.FILE + ".wal", "control.json", "temporary", "incoming");

  private static final String LINES = ".jsonl";
  private static final long SPARE_BYTES = 16 << 20;

  /** Keeps files from being changed by other threads and processes until it is closed. */
  public interface Hold extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /** Takes a hold; waits for whoever has it. */
  public interface Holding {
    /** The hold. */
    Hold take() throws IOException;
  }

  private final FlowStore store;
  private final Path data;
  private final Map<String, Path> settings;
  private final String effective;
  private final Holding notices;
  private final String software;
  private final Clock clock;

  /**
   * Of a centre.
   *
   * @param settings folders of settings, by their names in the backup
   * @param effective settings as YAML, without secrets
   * @param notices keeps the folder of notices as it is
   * @param software that makes the backups
   */
  public Backup(
      FlowStore store,
      Path data,
      Map<String, Path> settings,
      String effective,
      Holding notices,
      String software,
      Clock clock) {
    this.store = store;
    this.data = data;
    this.settings = new TreeMap<>(settings);
    this.effective = effective;
    this.notices = notices;
    this.software = software;
    this.clock = clock;
  }

  /** About how many bytes a backup takes. */
  long bytes() throws IOException {
    long bytes = StoreCopy.bytes(store);
    for (Path file : files(data)) {
      bytes += size(file);
    }
    return bytes;
  }

  /** Where a backup is until it is whole. */
  static Path partial(Path target) {
    return target.resolveSibling(target.getFileName() + ".partial");
  }

  /**
   * Makes one.
   *
   * @param target folder that is not there yet
   * @return what the store in it holds
   * @throws IOException if it cannot be made; nothing is left of it then
   */
  StoreBooks make(Path target) throws IOException {
    Path partial = partial(target);
    delete(partial);
    try {
      StoreBooks books = write(partial);
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      CopiedFile.sync(target.toAbsolutePath().getParent());
      return books;
    } catch (IOException | RuntimeException e) {
      delete(partial);
      throw e;
    }
  }

  /**
   * Looks whether one can be made.
   *
   * @throws IllegalArgumentException if there is something at the target, or it is at no good place
   * @throws IOException if there is no room
   */
  void requireRoom(Path target) throws IOException {
    if (Files.exists(target)) {
      throw new IllegalArgumentException(target + " is there already; name a new folder");
    }
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new IllegalArgumentException(parent + " is no folder; make it first");
    }
    if (parent.toRealPath().startsWith(data.toRealPath())) {
      throw new IllegalArgumentException(target + " lies in the data folder; name one elsewhere");
    }
    long needed = bytes() + SPARE_BYTES;
    long free = Files.getFileStore(parent).getUsableSpace();
    if (free < needed) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "the backup needs about %,d MB and %s has %,d MB free; free some, or name another"
                  + " disk",
              needed / 1_000_000,
              parent,
              free / 1_000_000));
    }
  }

  private StoreBooks write(Path backup) throws IOException {
    String created = clock.instant().toString();
    List<BackupManifest.Entry> entries = new ArrayList<>();
    folder(backup);
    Path inside = folder(backup.resolve(DATA));
    for (Path file : files(data)) {
      if (!file.startsWith(data.resolve("notices"))) {
        copy(file, inside.resolve(data.relativize(file)), backup, entries);
      }
    }
    if (Files.isDirectory(data.resolve("notices"))) {
      Hold hold = notices.take();
      try {
        for (Path file : files(data.resolve("notices"))) {
          copy(file, inside.resolve(data.relativize(file)), backup, entries);
        }
      } finally {
        hold.close();
      }
    }
    Path yaml = folder(backup.resolve(SETTINGS)).resolve("central-store.yaml");
    PrivateFile.write(yaml, effective.getBytes(StandardCharsets.UTF_8));
    entries.add(entry(backup, yaml, CopiedFile.digest(yaml)));
    for (Map.Entry<String, Path> setting : settings.entrySet()) {
      Path name = backup.resolve(SETTINGS).resolve(setting.getKey());
      for (Path file : files(setting.getValue())) {
        copy(file, name.resolve(setting.getValue().relativize(file)), backup, entries);
      }
    }
    Path copy = inside.resolve(FlowStore.FILE);
    StoreCopy.make(store, copy);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
    try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
      file.getFD().sync();
    }
    entries.add(entry(backup, copy, CopiedFile.digest(copy)));
    StoreBooks books = books(inside);
    new BackupManifest(BackupManifest.FORMAT, created, software, books, entries).write(backup);
    return books;
  }

  /** Read from the copy: that it opens is part of what is told. */
  static StoreBooks books(Path data) throws IOException {
    try (FlowStore copy = FlowStore.openForReading(data, StoreConfig.SMALL);
        Connection connection = copy.connect()) {
      return StoreBooks.of(connection);
    } catch (SQLException e) {
      throw new IOException(data + ": " + FlowStore.firstLine(e), e);
    }
  }

  private static void copy(Path from, Path to, Path backup, List<BackupManifest.Entry> entries)
      throws IOException {
    try {
      folder(to.getParent());
      String digest = CopiedFile.copy(from, to, whole(from));
      entries.add(entry(backup, to, digest));
    } catch (NoSuchFileException e) {
      if (Files.exists(from)) {
        throw e;
      }
      // Replaced or done with since the folder was read.
      Files.deleteIfExists(to);
    }
  }

  private static BackupManifest.Entry entry(Path backup, Path file, String digest)
      throws IOException {
    return new BackupManifest.Entry(backup.relativize(file).toString(), Files.size(file), digest);
  }

  /** Of a file of lines that somebody may be adding to, its whole lines. */
  private static long whole(Path file) throws IOException {
    if (!file.toString().endsWith(LINES)) {
      return Long.MAX_VALUE;
    }
    try (RandomAccessFile lines = new RandomAccessFile(file.toFile(), "r")) {
      long end = lines.length();
      while (end > 0) {
        lines.seek(end - 1);
        if (lines.read() == '\n') {
          break;
        }
        end--;
      }
      return end;
    }
  }

  /** Files that belong into a backup; of one file itself. */
  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return LEFT_OUT.contains(path.getFileName().toString()) && !path.equals(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            String name = path.getFileName().toString();
            boolean lock = name.equals("lock") || name.endsWith(".lock");
            if (attributes.isRegularFile()
                && !lock
                && !name.endsWith(".tmp")
                && !LEFT_OUT.contains(name)) {
              files.add(path);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return files;
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static Path folder(Path folder) throws IOException {
    PrivateFile.makeFolder(folder);
    return folder;
  }

  private static void delete(Path partial) throws IOException {
    if (!Files.exists(partial)) {
      return;
    }
    try (var left = Files.walk(partial)) {
      for (Path one : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
