// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.support.errors.ErrorText;

/**
 * A spool seen from another process, which may be running it meanwhile: what is in it, and what a
 * human may do with what lies aside.
 */
public final class SpoolView {
  /** Where in the spool a file is. */
  public enum Place {
    /** It is sent when the centre takes it. */
    WAITING,
    /** It waits for a human. */
    ASIDE,
    /** A human took it from aside; the process takes it from here within a minute. */
    RETURNED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One file.
   *
   * @param since when its content was written
   * @param why what is noted of a file that lies aside; empty of others
   * @param header what it says of itself, empty if it is no batch
   */
  public record Item(
      Path file, Place place, long bytes, Instant since, String why, Optional<BatchHeader> header) {
    public String name() {
      return file.getFileName().toString();
    }
  }

  private static final Comparator<Item> OLDEST_FIRST =
      Comparator.<Item, Instant>comparing(
              item -> item.header().map(BatchCopy::begun).orElse(item.since()))
          .thenComparing(item -> item.header().map(header -> header.id().sequence()).orElse(-1L))
          .thenComparing(Item::name);

  private final Path folder;

  /**
   * Looks at a spool.
   *
   * @throws IOException if there is none
   */
  public SpoolView(SpoolConfig config) throws IOException {
    this.folder = config.directory();
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no spool at " + folder + "; no sensor has run with it yet");
    }
  }

  /** Everything that waits, is returned or lies aside, each oldest first. */
  public List<Item> items() throws IOException {
    List<Item> items = new ArrayList<>();
    collect(folder, Place.WAITING, items);
    collect(folder.resolve(SpoolFolder.RETURNED), Place.RETURNED, items);
    collect(folder.resolve(SpoolFolder.ASIDE), Place.ASIDE, items);
    return items;
  }

  private static void collect(Path in, Place place, List<Item> into) throws IOException {
    if (!Files.isDirectory(in)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> names = Files.list(in)) {
      files =
          names
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> belongs(file, place))
              .toList();
    }
    List<Item> items = new ArrayList<>();
    for (Path file : files) {
      try {
        items.add(item(file, place));
      } catch (NoSuchFileException e) {
        // sent, or moved, meanwhile
      }
    }
    items.sort(OLDEST_FIRST);
    into.addAll(items);
  }

  private static boolean belongs(Path file, Place place) {
    return place == Place.ASIDE
        ? !AsideCorner.isNote(file)
        : SpoolFolder.batchId(file.getFileName().toString()).isPresent();
  }

  private static Item item(Path file, Place place) throws IOException {
    Optional<BatchHeader> header = Optional.empty();
    try {
      header = Optional.of(BatchCopy.header(file));
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      // no batch, or torn: listed as what it is
    }
    Instant since = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
    return new Item(file, place, Files.size(file), since, why(file, place), header);
  }

  private static String why(Path file, Place place) {
    if (place != Place.ASIDE) {
      return "";
    }
    try {
      return Files.readString(AsideCorner.note(file)).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** What keeps a batch from being sent; empty if it is whole. */
  public static Optional<String> fault(Item item) {
    try {
      BatchCopy.verify(item.file());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(ErrorText.of(e));
    }
  }

  /**
   * Lets a batch be sent again that lies aside.
   *
   * @throws IOException if it is not whole, or cannot be moved
   */
  public void retry(Item item) throws IOException {
    String name = AsideCorner.originalName(item.name());
    Optional<String> fault = fault(item);
    if (SpoolFolder.batchId(name).isEmpty()) {
      throw new IOException(item.name() + " is no batch of a sensor and cannot be sent");
    } else if (fault.isPresent()) {
      throw new IOException(item.name() + " is not whole and cannot be sent: " + fault.get());
    } else if (Files.exists(folder.resolve(name))) {
      throw waitsAlready(item, null);
    }
    Path to = Files.createDirectories(folder.resolve(SpoolFolder.RETURNED)).resolve(name);
    try {
      Files.createLink(to, item.file()); // a move would replace
    } catch (FileAlreadyExistsException e) {
      throw waitsAlready(item, e);
    }
    drop(item);
  }

  private static IOException waitsAlready(Item item, FileAlreadyExistsException cause) {
    return new IOException(
        item.name()
            + " cannot be sent while a batch of the same name waits; try again when that is sent",
        cause);
  }

  /** Deletes a file that lies aside, for good. */
  public void drop(Item item) throws IOException {
    Files.deleteIfExists(item.file());
    Files.deleteIfExists(AsideCorner.note(item.file()));
  }
}
