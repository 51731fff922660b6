// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.support.tls.PrivateFile;

/**
 * Who read addresses of sources, and who changed what: files that only grow, one a month, each line
 * bound to the one before by its hash, over the ends of months too. Any process and thread appends;
 * a line is durable when {@link #add} returns.
 */
public final class AuditJournal {
  private static final Logger LOG = LoggerFactory.getLogger(AuditJournal.class);
  private static final String NOTHING = "0".repeat(64);
  private static final String ENDING = ".jsonl";
  private static final int MAX_LINE = 1 << 20;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** Threads of this process; {@link #LOCK} is for processes. */
  private static final Object ONE_AT_A_TIME = new Object();

  private static final String LOCK = "lock";

  private final Path folder;
  private final Clock clock;

  /** What {@link #verify} found: how many entries, and the hash of the last one. */
  public record Verified(long entries, String last) {}

  /** The journal of a data folder; its own folder is made with the first entry. */
  public AuditJournal(Path data, Clock clock) {
    this.folder = data.resolve("audit");
    this.clock = clock;
  }

  /**
   * Writes an entry; it is durable when this returns.
   *
   * @throws IOException if it cannot be written, or what is there was changed
   */
  public AuditEntry add(String who, String what, Map<String, String> detail) throws IOException {
    synchronized (ONE_AT_A_TIME) {
      PrivateFile.makeFolder(folder);
      try (FileChannel lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock();
        return append(who, what, detail);
      }
    }
  }

  private AuditEntry append(String who, String what, Map<String, String> detail)
      throws IOException {
    List<Path> files = files();
    AuditEntry before = null;
    for (int i = files.size() - 1; i >= 0 && before == null; i--) {
      before = last(files.get(i));
    }
    AuditEntry open =
        new AuditEntry(
            before == null ? 1 : before.number() + 1,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            who,
            what,
            detail,
            before == null ? NOTHING : before.hash(),
            "");
    AuditEntry entry = open.withHash(hash(open));
    Path file = folder.resolve(YearMonth.from(entry.time().atOffset(ZoneOffset.UTC)) + ENDING);
    if (!files.isEmpty() && file.compareTo(files.get(files.size() - 1)) < 0) {
      // A clock that was set back: the order of files is the order of lines.
      file = files.get(files.size() - 1);
    }
    write(file, JSON.writeValueAsString(entry) + "\n");
    return entry;
  }

  private static void write(Path file, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    if (!Files.exists(file)) {
      PrivateFile.write(file, new byte[0]);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long begin = channel.size();
      channel.position(begin);
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(begin);
        throw new IOException(file + ": " + e.getMessage() + "; nothing was done", e);
      }
    }
  }

  /** The last entry of a file, null if it has none; a torn last line is set aside. */
  private static AuditEntry last(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      byte[] tail = tail(channel, size);
      int end = tail.length;
      while (end > 0 && tail[end - 1] != '\n') {
        end--;
      }
      if (end < tail.length) {
        Path torn = Files.createTempFile(file.getParent(), "torn-", ".txt");
        Files.write(torn, Arrays.copyOfRange(tail, end, tail.length));
        channel.truncate(size - (tail.length - end));
        channel.force(true);
        LOG.warn(
            "{}: its last line was not finished when a process died; it is now in {}", file, torn);
      }
      if (end == 0) {
        return null;
      }
      int begin = end - 1;
      while (begin > 0 && tail[begin - 1] != '\n') {
        begin--;
      }
      return entry(
          file + ", last line", new String(tail, begin, end - 1 - begin, StandardCharsets.UTF_8));
    }
  }

  private static byte[] tail(FileChannel channel, long size) throws IOException {
    ByteBuffer tail = ByteBuffer.allocate((int) Math.min(size, 2L * MAX_LINE));
    long at = size - tail.capacity();
    while (tail.hasRemaining() && channel.read(tail, at + tail.position()) >= 0) {
      // Until it is full or the file ends.
    }
    return Arrays.copyOf(tail.array(), tail.position());
  }

  private static AuditEntry entry(String at, String line) throws IOException {
    AuditEntry entry;
    try {
      entry = JSON.readValue(line, AuditEntry.class);
    } catch (JsonProcessingException e) {
      throw new IOException(at + ": is no entry; restore the file from a backup", e);
    }
    if (!entry.hash().equals(hash(entry))) {
      throw changed(at);
    }
    return entry;
  }

  private static IOException changed(String at) {
    return new IOException(
        at
            + ": was changed after it was written, or a line before it was taken out; restore the"
            + " file from a backup");
  }

  /**
   * Entries in their order.
   *
   * @param after number of the last one that is known, 0 for none
   * @param most how many at most
   * @throws IOException if they cannot be read, or one of them was changed
   */
  public List<AuditEntry> read(long after, int most) throws IOException {
    List<AuditEntry> found = new ArrayList<>();
    List<Path> files = files();
    for (int i = 0; i < files.size() && found.size() < most; i++) {
      if (i + 1 < files.size() && first(files.get(i + 1)) <= after + 1) {
        continue;
      }
      each(
          files.get(i),
          (at, entry) -> {
            if (entry.number() > after) {
              found.add(entry);
            }
            return found.size() < most;
          });
    }
    return found;
  }

  private static long first(Path file) throws IOException {
    long[] number = {Long.MAX_VALUE};
    each(
        file,
        (at, entry) -> {
          number[0] = entry.number();
          return false;
        });
    return number[0];
  }

  /**
   * Reads all of it.
   *
   * @throws IOException with the line, if one was changed or taken out
   */
  public Verified verify() throws IOException {
    long[] number = {0};
    String[] last = {NOTHING};
    for (Path file : files()) {
      each(
          file,
          (at, entry) -> {
            if (entry.number() != number[0] + 1 || !entry.previous().equals(last[0])) {
              throw changed(at);
            }
            number[0] = entry.number();
            last[0] = entry.hash();
            return true;
          });
    }
    return new Verified(number[0], last[0]);
  }

  private interface Reader {
    /** Whether it wants the next one. */
    boolean take(String at, AuditEntry entry) throws IOException;
  }

  /** A last line without an end is being written, or torn: it is left to the next writer. */
  private static void each(Path file, Reader reader) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      int number = 0;
      StringBuilder line = new StringBuilder();
      for (int one = in.read(); one >= 0; one = in.read()) {
        if (one != '\n') {
          line.append((char) one);
          continue;
        }
        number++;
        String at = file + ", line " + number;
        if (!reader.take(at, entry(at, line.toString()))) {
          return;
        }
        line.setLength(0);
      }
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  private static String hash(AuditEntry entry) {
    try {
      byte[] text = JSON.writeValueAsBytes(entry.withHash(""));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
