// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.sensor.spool.SpoolCounters.Aside;
import org.teiten.sensor.spool.SpoolCounters.Drop;
import org.teiten.support.errors.ErrorText;

/**
 * Where files lie that a human must look at, each with a note of why beside it; bounded, the oldest
 * goes first. A human may delete any of it at any time.
 */
final class AsideCorner {
  private static final Logger LOG = LoggerFactory.getLogger(AsideCorner.class);
  private static final String NOTE = ".why";
  private static final int SHARE = 4;
  private static final Pattern NUMBERED = Pattern.compile("\\.\\d+$");

  private final Path folder;
  private final long maxBytes;
  private final long minFree;
  private final Disk disk;
  private final SpoolCounters counters;

  AsideCorner(Path folder, SpoolConfig config, Disk disk, SpoolCounters counters) {
    this.folder = folder;
    this.maxBytes = config.maxBytes().bytes() / SHARE;
    this.minFree = config.minFree().bytes();
    this.disk = disk;
    this.counters = counters;
  }

  /**
   * Moves a file here, keeping its name.
   *
   * @param why one line for the human
   * @throws IOException if it stays where it was
   */
  void put(Path file, Aside reason, String why) throws IOException {
    Path target = folder.resolve(file.getFileName());
    for (int i = 1; Files.exists(target); i++) {
      target = folder.resolve(file.getFileName() + "." + i);
    }
    disk.move(file, target);
    counters.wentAside(reason);
    write(target, reason, why);
    try {
      disk.sync(file.getParent());
      bound();
    } catch (IOException e) {
      LOG.warn("{} is set aside, but: {}", file.getFileName(), ErrorText.of(e));
    }
  }

  // The note is a help; without it the file is still there.
  private void write(Path target, Aside reason, String why) {
    if (isSpaceLow()) {
      return;
    }
    try (OutputStream out = disk.create(note(target))) {
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      String line = now + " " + reason.label() + ": " + why + "\n";
      out.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.debug("no note beside {}: {}", target, ErrorText.of(e));
    }
  }

  private boolean isSpaceLow() {
    try {
      return disk.freeBytes(folder) < minFree;
    } catch (IOException e) {
      return false; // told where batches are placed
    }
  }

  /** The name that a file had before one of the same name lay here already. */
  static String originalName(String name) {
    return NUMBERED.matcher(name).replaceFirst("");
  }

  /** The file in which it is noted why another lies here. */
  static Path note(Path file) {
    return file.resolveSibling(file.getFileName() + NOTE);
  }

  static boolean isNote(Path file) {
    return file.getFileName().toString().endsWith(NOTE);
  }

  /** How many files lie here, notes not counted. */
  long files() throws IOException {
    return disk.files(folder).stream().filter(file -> !isNote(file)).count();
  }

  private void bound() throws IOException {
    record Aged(Path file, long modified, long bytes) {}
    List<Aged> oldestFirst = new ArrayList<>();
    long total = 0;
    for (Path file : disk.files(folder)) {
      if (isNote(file)) {
        continue;
      }
      try {
        long bytes = Files.size(file);
        total += bytes;
        oldestFirst.add(new Aged(file, SpoolFolder.modified(file), bytes));
      } catch (NoSuchFileException e) {
        // a human was quicker
      }
    }
    oldestFirst.sort(Comparator.comparingLong(Aged::modified));
    for (Aged oldest : oldestFirst) {
      if (total <= maxBytes) {
        return;
      }
      total -= oldest.bytes();
      Optional<Long> packets = packets(oldest.file());
      disk.delete(oldest.file());
      packets.ifPresent(lost -> counters.dropped(Drop.ASIDE_FULL, lost));
      disk.delete(note(oldest.file()));
    }
  }

  /** What a batch holds, 0 if damage hides it; empty if the file never came to be a batch. */
  private static Optional<Long> packets(Path file) {
    if (SpoolFolder.batchId(originalName(file.getFileName().toString())).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(BatchCopy.header(file).packets());
    } catch (IOException e) {
      return Optional.of(0L);
    }
  }
}
