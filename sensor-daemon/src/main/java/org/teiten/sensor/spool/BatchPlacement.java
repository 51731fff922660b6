// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.sensor.spool.SpoolCounters.Drop;
import org.teiten.sensor.spool.WaitingBatches.Entry;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;

/**
 * Puts batches into the folder, and chooses which of those that wait must go so that there is room.
 */
final class BatchPlacement {
  private static final Logger LOG = LoggerFactory.getLogger(BatchPlacement.class);

  /** What a batch's file is to hold. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private final SpoolConfig config;
  private final Disk disk;
  private final SpoolFolder folder;
  private final WaitingBatches waiting;
  private final SpoolCounters counters;
  private final DistinctCauseLog causes = new DistinctCauseLog(LOG);

  BatchPlacement(
      SpoolConfig config,
      Disk disk,
      SpoolFolder folder,
      WaitingBatches waiting,
      SpoolCounters counters) {
    this.config = config;
    this.disk = disk;
    this.folder = folder;
    this.waiting = waiting;
    this.counters = counters;
  }

  /**
   * Drops the oldest batches that are not being sent until {@code min_free} will stay free when so
   * many bytes more are written. Before anything is.
   *
   * @throws IOException if the disk does not let go of one
   */
  void keepFree(long bytes) throws IOException {
    synchronized (waiting) {
      dropForSpace(lacking(bytes));
    }
  }

  /**
   * Writes beside, syncs, renames, syncs the folder.
   *
   * @param expected bytes for which {@link #keepFree} was called
   * @return the length
   */
  long place(BatchId id, long expected, Content content) throws IOException {
    Path temporary = folder.temporary(id);
    long bytes;
    try {
      try (OutputStream out = new BufferedOutputStream(disk.create(temporary), 1 << 16)) {
        content.writeTo(out);
      }
      disk.sync(temporary);
      bytes = Files.size(temporary);
      makeRoom(id, bytes, expected);
      disk.move(temporary, folder.file(id));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      discard(temporary);
      throw e;
    }
    syncFolder();
    return bytes;
  }

  private void discard(Path temporary) {
    try {
      disk.delete(temporary);
    } catch (IOException e) {
      LOG.debug("{} stays behind: {}", temporary, ErrorText.of(e));
    }
  }

  /** Makes the folder's names durable, as far as the disk lets it. */
  void syncFolder() {
    // A batch that has its name is not lost unless the machine loses power at once.
    try {
      disk.sync(folder.path());
    } catch (IOException e) {
      causes.failed(Level.WARN, "sync", "spool folder cannot be synced: " + ErrorText.of(e));
    }
  }

  private void makeRoom(BatchId id, long bytes, long expected) throws IOException {
    synchronized (waiting) {
      Entry replaced = waiting.get(id);
      keepBound(bytes, config.maxBytes().bytes() + (replaced == null ? 0 : replaced.bytes()));
      if (bytes > expected) {
        dropForSpace(Math.min(lacking(0), bytes - expected));
      }
    }
  }

  private void keepBound(long bytes, long limit) throws IOException {
    Optional<BatchId> oldest = waiting.oldestUntaken();
    while (waiting.bytes() + bytes > limit && oldest.isPresent()) {
      drop(oldest.get(), Drop.SPOOL_FULL);
      causes.failed(
          Level.ERROR,
          "full",
          "spool is full (spool.max_bytes): the oldest batches are dropped; raise it, or see why"
              + " the centre does not take them");
      oldest = waiting.oldestUntaken();
    }
    if (waiting.bytes() + bytes > limit) {
      throw new IOException(
          "a batch of " + bytes + " bytes has no room in the spool; raise spool.max_bytes");
    }
  }

  /** How many bytes too few are free to write so many; nothing if the system does not tell. */
  private long lacking(long bytes) {
    try {
      long free = disk.freeBytes(folder.path());
      causes.recovered("free", "the free space of " + folder.path() + " is known again");
      return config.minFree().bytes() + bytes - free;
    } catch (IOException e) {
      causes.failed(
          Level.WARN,
          "free",
          "the free space of "
              + folder.path()
              + " is not told, so spool.min_free is not kept: "
              + ErrorText.of(e));
      return 0;
    }
  }

  // Counted by what is deleted: a file system may give the space back late.
  private void dropForSpace(long bytes) throws IOException {
    long lacking = bytes;
    Optional<BatchId> oldest = waiting.oldestUntaken();
    while (lacking > 0 && oldest.isPresent()) {
      lacking -= waiting.get(oldest.get()).bytes();
      drop(oldest.get(), Drop.LOW_SPACE);
      causes.failed(
          Level.ERROR,
          "low",
          "the disk is nearly full (spool.min_free): the oldest batches are dropped; make room");
      oldest = waiting.oldestUntaken();
    }
  }

  private void drop(BatchId id, Drop reason) throws IOException {
    long packets = waiting.get(id).packets();
    if (packets < 0) {
      packets = packetsOf(id);
    }
    disk.delete(folder.file(id));
    waiting.remove(id);
    counters.dropped(reason, packets);
  }

  private long packetsOf(BatchId id) {
    try {
      return BatchCopy.header(folder.file(id)).packets();
    } catch (IOException e) {
      return 0; // damaged: what it held cannot be known
    }
  }
}
