// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.account;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.teiten.support.tls.PrivateFile;

/**
 * {@code accounts.json} in the data folder: replaced whole, readable by its owner only, read again
 * when it was replaced. Any thread.
 */
final class AccountFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /** Threads of this process; {@code accounts.lock} is for processes. */
  private static final Object ONE_AT_A_TIME = new Object();

  private final Path file;
  private final Path lock;
  private volatile Known known = new Known(null, new TreeMap<>());

  /** The content of a file that is told from others by this stamp. */
  private record Known(Object stamp, NavigableMap<String, Account> accounts) {}

  private record Content(List<Account> accounts) {}

  /** What is to be done with the accounts, by their names. */
  interface Change {
    void make(Map<String, Account> accounts) throws IOException;
  }

  AccountFile(Path data) {
    file = data.resolve("accounts.json");
    lock = data.resolve("accounts.lock");
  }

  /** All by their names, not to be changed. */
  NavigableMap<String, Account> read() throws IOException {
    Object stamp = stamp();
    Known last = known;
    if (stamp == null ? last.stamp() == null : stamp.equals(last.stamp())) {
      return last.accounts();
    }
    NavigableMap<String, Account> accounts = new TreeMap<>();
    try {
      for (Account one : JSON.readValue(Files.readAllBytes(file), Content.class).accounts()) {
        accounts.put(one.id(), one);
      }
    } catch (NoSuchFileException e) {
      return new TreeMap<>();
    } catch (JacksonException e) {
      // Without what stands there: hashes of passwords.
      throw new IOException(file + " is no file of accounts; restore it from a backup", e);
    }
    known = new Known(stamp, accounts);
    return accounts;
  }

  /** The same for the same file: each content comes in a file of its own. */
  private Object stamp() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(String.valueOf(now.fileKey()), now.lastModifiedTime(), now.size());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  void change(Change change) throws IOException {
    synchronized (ONE_AT_A_TIME) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        Map<String, Account> accounts = new TreeMap<>(read());
        change.make(accounts);
        PrivateFile.write(
            file, JSON.writeValueAsBytes(new Content(List.copyOf(accounts.values()))));
      }
    }
  }
}
