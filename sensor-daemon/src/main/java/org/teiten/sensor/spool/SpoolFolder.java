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
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teiten.flowtuple.SensorId;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.sensor.spool.SpoolCounters.Aside;

/** The folder: its lock, its names, and where files lie that wait for nobody but a human. */
final class SpoolFolder implements AutoCloseable {
  static final String STATE = "state";
  static final String ASIDE = "aside";
  static final String RETURNED = "returned";
  private static final String LOCK = "lock";
  private static final String TEMPORARY = ".tmp";
  private static final Pattern BATCH_NAME =
      Pattern.compile("([a-z0-9][a-z0-9-]{0,62})_([0-9a-f]{32})_(\\d{12})\\.avro");

  // Batches say who scanned whom at which sensor.
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;
  private final Disk disk;
  private final AsideCorner aside;
  private FileChannel lockChannel;
  private volatile Object lockKey;

  private SpoolFolder(SpoolConfig config, Disk disk, SpoolCounters counters) {
    this.folder = config.directory();
    this.disk = disk;
    this.aside = new AsideCorner(folder.resolve(ASIDE), config, disk, counters);
  }

  static SpoolFolder open(SpoolConfig config, Disk disk, SpoolCounters counters)
      throws IOException {
    SpoolFolder opened = new SpoolFolder(config, disk, counters);
    opened.make();
    return opened;
  }

  private void make() throws IOException {
    Files.createDirectories(folder.resolve(ASIDE), OWNER_ONLY);
    Files.createDirectories(folder.resolve(RETURNED), OWNER_ONLY);
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
    lockChannel = channel;
    lockKey = lockKey().orElse(null);
  }

  // The lock belongs to the file that was opened, which may have lost its name to another.
  private Optional<Object> lockKey() {
    try {
      return Optional.ofNullable(
          Files.readAttributes(folder.resolve(LOCK), BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the folder is still the one that was locked: nobody deleted or moved it or its lock, or
   * mounted over it.
   */
  boolean isIntact() {
    return lockKey().filter(key -> key.equals(lockKey)).isPresent();
  }

  /** Throws if the folder is not {@linkplain #isIntact intact}. */
  void requireIntact() throws IOException {
    if (!isIntact()) {
      throw new IOException(
          "spool folder "
              + folder
              + " was deleted or replaced; the next interval makes it again, unless another process"
              + " uses it now");
    }
  }

  /**
   * Makes and locks the folder again after it was deleted or replaced.
   *
   * @throws IOException if another process has it now, too
   */
  void makeAgain() throws IOException {
    lockChannel.close();
    make();
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
        aside.put(file, Aside.TORN, "was being written when the process ended");
      } else if (!name.equals(STATE) && !name.equals(LOCK)) {
        aside.put(file, Aside.FOREIGN, "is no batch of sensor " + sensor);
      }
    }
    return found;
  }

  /**
   * Oldest first: those of earlier epochs by their first interval, then those of this epoch in the
   * order in which they were written, whatever the clock did meanwhile.
   */
  List<BatchId> oldestFirst(Collection<BatchId> batches, String epoch) {
    Map<BatchId, Long> begun = new HashMap<>();
    for (BatchId id : batches) {
      begun.put(id, id.epoch().equals(epoch) ? Long.MAX_VALUE : begun(file(id)));
    }
    return batches.stream()
        .sorted(Comparator.<BatchId, Long>comparing(begun::get).thenComparing(BatchId::sequence))
        .toList();
  }

  private static long begun(Path batch) {
    try {
      return BatchCopy.begun(BatchCopy.header(batch)).toEpochMilli();
    } catch (IOException e) {
      return modified(batch);
    }
  }

  /** Files that a human took from aside to be sent again. */
  List<Path> returned() throws IOException {
    return disk.files(folder.resolve(RETURNED));
  }

  /** The batch that a file's name says it is. */
  static Optional<BatchId> batchId(String name) {
    Matcher matcher = BATCH_NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new BatchId(
                new SensorId(matcher.group(1)), matcher.group(2), Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }

  AsideCorner aside() {
    return aside;
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
