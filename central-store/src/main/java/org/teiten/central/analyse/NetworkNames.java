// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Names of AS. Read when the first is asked for. Any thread. */
public final class NetworkNames {
  /** Knows none. */
  public static final NetworkNames NONE = new NetworkNames(null);

  private final Path file;
  private Map<Long, String> names;

  private NetworkNames(Path file) {
    this.file = file;
  }

  /**
   * Names in lines {@code 2516,KDDI CORPORATION}, of gzip if the file's name ends in {@code .gz}.
   */
  public static NetworkNames of(Path file) {
    return new NetworkNames(file);
  }

  /**
   * The name of an AS, null if it has none.
   *
   * @throws IOException that names the file and line
   */
  public synchronized String of(long network) throws IOException {
    if (names == null) {
      names = file == null ? Map.of() : read();
    }
    return names.get(network);
  }

  private Map<Long, String> read() throws IOException {
    Map<Long, String> read = new HashMap<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        int comma = line.indexOf(',');
        if (comma < 1
            || comma > 10
            || !line.substring(0, comma).chars().allMatch(c -> c >= '0' && c <= '9')) {
          throw new IOException(file + ":" + number + ": is not \"2516,KDDI CORPORATION\"");
        }
        read.put(Long.valueOf(line.substring(0, comma)), PlainText.of(line.substring(comma + 1)));
      }
    }
    return read;
  }
}
