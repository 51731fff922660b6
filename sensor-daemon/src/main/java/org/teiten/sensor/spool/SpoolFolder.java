// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teiten.flowtuple.SensorId;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.sensor.spool.SpoolCounters.Aside;

/** The folder: its lock, its names, and the corner for what a human must look at. */
final class SpoolFolder implements AutoCloseable {
  static final String STATE = "state";
  private static final String LOCK = "lock";
  private static final String ASIDE = "aside";
  private static final String TEMPORARY = ".tmp";
  private static final Pattern BATCH_NAME =
      Pattern.compile("([a-z0-9][a-z0-9-]{0,62})_([0-9a-f]{32})_(\\d{12})\\.avro");

  // Batches say who scanned whom at which sensor.
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;
  private final Path aside;
  private final long maxAsideBytes;
  private final Disk disk;
  private final SpoolCounters counters;
  private final FileChannel lockChannel;

  private SpoolFolder(
      Path folder, long maxAsideBytes, Disk disk, SpoolCounters counters, FileChannel lock) {
    this.folder = folder;
    this.aside = folder.resolve(ASIDE);
    this.maxAsideBytes = maxAsideBytes;
    this.disk = disk;
    this.counters = counters;
    this.lockChannel = lock;
  }

  static SpoolFolder open(Path folder, long maxAsideBytes, Disk disk, SpoolCounters counters)
      throws IOException {
    Files.createDirectories(folder.resolve(ASIDE), OWNER_ONLY);
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new OverlappingFileLockException();
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException(
          "spool folder "
              + folder
              + " is used by another process; stop it, or give each sensor a folder of its own",
          e);
    }
    return new SpoolFolder(folder, maxAsideBytes, disk, counters, channel);
  }

  Path path() {
    return folder;
  }

  Path stateFile() {
    return folder.resolve(STATE);
  }

  Path file(BatchId id) {
    return folder.resolve(id.fileName());
  }

  Path temporary(BatchId id) {
    return folder.resolve(id.fileName() + TEMPORARY);
  }

  /** The batches that are there by their names; everything unknown goes aside. */
  List<BatchId> scan(SensorId sensor) throws IOException {
    List<BatchId> found = new ArrayList<>();
    for (Path file : disk.files(folder)) {
      String name = file.getFileName().toString();
      Optional<BatchId> id = batchId(name);
      if (id.isPresent() && id.get().sensor().equals(sensor)) {
        found.add(id.get());
      } else if (name.equals(STATE + TEMPORARY)) {
        disk.delete(file);
      } else if (name.endsWith(TEMPORARY)) {
        setAside(file, Aside.TORN);
      } else if (!name.equals(STATE) && !name.equals(LOCK)) {
        setAside(file, Aside.FOREIGN);
      }
    }
    return found;
  }

  private static Optional<BatchId> batchId(String name) {
    Matcher matcher = BATCH_NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new BatchId(
                new SensorId(matcher.group(1)), matcher.group(2), Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }

  /** Moves a file into the corner, keeping its name, and keeps the corner within its bound. */
  void setAside(Path file, Aside reason) throws IOException {
    Path target = aside.resolve(file.getFileName());
    for (int i = 1; Files.exists(target); i++) {
      target = aside.resolve(file.getFileName() + "." + i);
    }
    disk.move(file, target);
    disk.sync(folder);
    counters.wentAside(reason);
    boundAside();
  }

  private void boundAside() throws IOException {
    List<Path> oldestFirst = new ArrayList<>(disk.files(aside));
    oldestFirst.sort(Comparator.comparing(SpoolFolder::modified));
    long bytes = 0;
    for (Path file : oldestFirst) {
      bytes += Files.size(file);
    }
    for (Path file : oldestFirst) {
      if (bytes <= maxAsideBytes) {
        return;
      }
      bytes -= Files.size(file);
      disk.delete(file);
    }
  }

  static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    lockChannel.close();
  }
}
