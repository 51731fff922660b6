// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was done with notices, and by whom: a file that only grows, a JSON object a line. Each line
 * bears the hash of the one before, so that none can be changed or taken out without changing all
 * that follow; and each mail that goes out bears the number and hash of its approval, so that those
 * are known outside. What is in it is what is known of a notice: there is no other state.
 *
 * <p>One process has it at a time. A line is durable when {@link #add} returns; a torn last line,
 * of a process that died while it wrote, is set aside at the next opening.
 */
public final class NoticeJournal implements AutoCloseable {
  /** Name of the file in the folder of notices. */
  public static final String FILE = "journal.jsonl";

  private static final Logger LOG = LoggerFactory.getLogger(NoticeJournal.class);
  private static final String NOTHING = "0".repeat(64);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** Those that this process has open, by their files. */
  private static final Map<Path, NoticeJournal> OPEN = new HashMap<>();

  /** Another process does not say when it is done with it. */
  private static final long ASKED_AGAIN_MILLIS = 100;

  private final Path file;
  private final Clock clock;
  private final FileChannel channel;
  private final FileLock lock;
  private final List<JournalEntry> entries = Collections.synchronizedList(new ArrayList<>());

  private NoticeJournal(Path file, Clock clock, FileChannel channel, FileLock lock) {
    this.file = file;
    this.clock = clock;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens the journal of a folder, which is made if there is none.
   *
   * @throws IOException if another process has it, or it cannot be used, or a line of it was
   *     changed: with the line
   */
  public static NoticeJournal open(Path folder, Clock clock) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.toRealPath().resolve(FILE);
    synchronized (OPEN) {
      if (OPEN.containsKey(file)) {
        throw inUse(file);
      }
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        NoticeJournal journal = new NoticeJournal(file, clock, channel, lock(file, channel));
        journal.read();
        OPEN.put(file, journal);
        return journal;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  /**
   * The same, after waiting for whoever has it.
   *
   * @param patience how long
   * @throws JournalInUseException if another still has it, or the thread was interrupted
   * @throws IOException as {@link #open}
   */
  public static NoticeJournal openWhenFree(Path folder, Clock clock, Duration patience)
      throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (OPEN) {
      while (true) {
        try {
          return open(folder, clock);
        } catch (JournalInUseException e) {
          if (System.nanoTime() - end >= 0) {
            throw e;
          }
          try {
            OPEN.wait(ASKED_AGAIN_MILLIS);
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw e;
          }
        }
      }
    }
  }

  /**
   * The entries of a folder's journal, while whoever has it goes on; none if there is no journal. A
   * last line that is not finished yet is left out.
   *
   * <p>Where this process has it, the file is not touched: POSIX takes a lock away from a process
   * that closes any other descriptor of the file.
   *
   * @throws IOException if it cannot be read, or a line of it was changed: with the line
   */
  public static List<JournalEntry> read(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(FILE))) {
      return List.of();
    }
    Path file = folder.toRealPath().resolve(FILE);
    synchronized (OPEN) {
      NoticeJournal own = OPEN.get(file);
      if (own == null) {
        own = new NoticeJournal(file, null, null, null);
        own.take(Files.readAllBytes(file));
      }
      return own.entries();
    }
  }

  private static FileLock lock(Path file, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw inUse(file);
    }
    return lock;
  }

  private static JournalInUseException inUse(Path file) {
    return new JournalInUseException(
        file
            + " is in use by another teiten-central, a command or the running centre that sends; try"
            + " again later");
  }

  /**
   * By the channel that has the lock: POSIX takes a lock away from a process that closes any other
   * descriptor of the file.
   */
  private byte[] content() throws IOException {
    ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (content.hasRemaining() && channel.read(content, content.position()) >= 0) {
      // Until it is full or the file ends.
    }
    return Arrays.copyOf(content.array(), content.position());
  }

  /** Takes whole lines, and says where the last one ends. */
  private int take(byte[] bytes) throws IOException {
    int begin = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        add(new String(bytes, begin, i - begin, StandardCharsets.UTF_8));
        begin = i + 1;
      }
    }
    return begin;
  }

  private void read() throws IOException {
    byte[] bytes = content();
    int begin = take(bytes);
    if (begin < bytes.length) {
      Path torn = Files.createTempFile(file.getParent(), "journal.torn-", ".txt");
      Files.write(torn, Arrays.copyOfRange(bytes, begin, bytes.length));
      channel.truncate(begin);
      channel.force(true);
      LOG.warn(
          "{}: its last line was not finished when the process died; it is now in {}", file, torn);
    }
    channel.position(begin);
  }

  private void add(String line) throws IOException {
    String at = file + ", line " + (entries.size() + 1);
    JournalEntry entry;
    try {
      entry = JSON.readValue(line, JournalEntry.class);
    } catch (JsonProcessingException e) {
      throw new IOException(at + ": is no entry; restore the file from a backup", e);
    }
    if (entry.number() != entries.size() + 1
        || !entry.previous().equals(last())
        || !entry.hash().equals(hash(entry))) {
      throw new IOException(
          at
              + ": was changed after it was written, or a line before it was taken out; restore the"
              + " file from a backup");
    }
    entries.add(entry);
  }

  /** Writes an entry; it is durable when this returns. */
  public JournalEntry add(String who, NoticeEvent what, String notice, Map<String, String> detail)
      throws IOException {
    JournalEntry open =
        new JournalEntry(
            entries.size() + 1,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            who,
            what,
            notice,
            detail,
            last(),
            "");
    JournalEntry entry = withHash(open, hash(open));
    ByteBuffer line =
        ByteBuffer.wrap((JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    long begin = channel.position();
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    } catch (IOException e) {
      channel.truncate(begin);
      channel.position(begin);
      throw new IOException(file + ": " + e.getMessage() + "; nothing was done", e);
    }
    entries.add(entry);
    return entry;
  }

  /** All entries in their order. */
  public List<JournalEntry> entries() {
    synchronized (entries) {
      return List.copyOf(entries);
    }
  }

  /** Hash of the last entry. */
  public String last() {
    return entries.isEmpty() ? NOTHING : entries.get(entries.size() - 1).hash();
  }

  private static String hash(JournalEntry entry) {
    try {
      byte[] text = JSON.writeValueAsBytes(withHash(entry, ""));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JournalEntry withHash(JournalEntry entry, String hash) {
    return new JournalEntry(
        entry.number(),
        entry.time(),
        entry.who(),
        entry.what(),
        entry.notice(),
        entry.detail(),
        entry.previous(),
        hash);
  }

  @Override
  public void close() throws IOException {
    synchronized (OPEN) {
      OPEN.remove(file, this);
      OPEN.notifyAll();
      lock.release();
      channel.close();
    }
  }
}
