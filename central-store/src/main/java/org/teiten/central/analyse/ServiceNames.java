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

/**
 * Names of ports from IANA's registry. That a packet was sent to a port does not mean that it
 * speaks the service's protocol.
 */
public final class ServiceNames {
  /** Knows none. */
  public static final ServiceNames NONE = new ServiceNames(Map.of());

  private final Map<String, String> names;

  private ServiceNames(Map<String, String> names) {
    this.names = names;
  }

  /**
   * Reads lines {@code 23/tcp,telnet}, compressed with gzip if the name ends in {@code .gz}.
   *
   * @throws IOException that names the file and line
   */
  public static ServiceNames read(Path file) throws IOException {
    Map<String, String> names = new HashMap<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        int comma = line.indexOf(',');
        if (comma < 0) {
          throw new IOException(file + ":" + number + ": is not \"23/tcp,telnet\"");
        }
        names.put(line.substring(0, comma), PlainText.of(line.substring(comma + 1)));
      }
    }
    return new ServiceNames(names);
  }

  /** The name of a port, null if it has none. */
  public String of(String protocol, int port) {
    return names.get(port + "/" + protocol);
  }
}
