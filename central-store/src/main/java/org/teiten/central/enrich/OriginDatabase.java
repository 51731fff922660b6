// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** A dated database, read into memory when the first address is looked up in it. Any thread. */
public final class OriginDatabase {
  private final OriginDatabaseConfig config;
  private volatile OriginRanges ranges;

  OriginDatabase(OriginDatabaseConfig config) {
    this.config = config;
  }

  public String name() {
    return config.name();
  }

  public OriginKind kind() {
    return config.kind();
  }

  /** The day it describes. */
  public LocalDate date() {
    return config.date().day();
  }

  public AddressFamily family() {
    return config.family();
  }

  /**
   * Reads the file unless that has been done.
   *
   * @throws IOException that names the file and what is wrong
   */
  public synchronized void load() throws IOException {
    if (ranges == null) {
      Path file = config.file();
      ranges =
          file.toString().endsWith(".mmdb")
              ? MaxMindRanges.read(file, config.kind())
              : CsvRanges.read(file, config.kind());
      if (ranges.size() == 0) {
        throw new IOException(file + ": holds no range of a " + config.kind().label());
      }
    }
  }

  int find(int ipVersion, long high, long low) {
    OriginRanges read = ranges;
    if (read == null) {
      try {
        load();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      read = ranges;
    }
    return read.find(ipVersion, high, low);
  }
}
