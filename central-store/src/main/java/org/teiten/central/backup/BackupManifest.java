// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.teiten.central.store.StoreBooks;
import org.teiten.support.tls.PrivateFile;

/**
 * What is in a backup.
 *
 * @param format of backups, 1
 * @param created when it began, ISO 8601, UTC
 * @param software that made it
 * @param books of the store in it
 * @param files all files but this one
 */
record BackupManifest(
    int format, String created, String software, StoreBooks books, List<Entry> files) {
  static final String FILE = "backup.json";
  static final int FORMAT = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(com.fasterxml.jackson.databind.SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * A file.
   *
   * @param path relative to the backup
   * @param bytes its length
   * @param sha256 of its content, hexadecimal
   */
  record Entry(String path, long bytes, String sha256) {}

  void write(Path backup) throws IOException {
    PrivateFile.write(backup.resolve(FILE), JSON.writeValueAsBytes(this));
  }

  /**
   * Reads it.
   *
   * @throws IOException if the folder is no backup, or one that this release cannot read
   */
  static BackupManifest read(Path backup) throws IOException {
    Path file = backup.resolve(FILE);
    if (!Files.isReadable(file)) {
      throw new IOException(backup + " is no backup: it has no readable " + FILE);
    }
    BackupManifest manifest;
    try {
      manifest = JSON.readValue(file.toFile(), BackupManifest.class);
    } catch (JacksonException e) {
      throw new IOException(file + " cannot be read: " + e.getOriginalMessage(), e);
    }
    if (manifest.format != FORMAT) {
      throw new IOException(
          file
              + " is of format "
              + manifest.format
              + ", this release reads format "
              + FORMAT
              + "; restore with the release that made it");
    }
    return manifest;
  }
}
