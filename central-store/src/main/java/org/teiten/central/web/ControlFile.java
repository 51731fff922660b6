// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.teiten.support.tls.PrivateFile;

/**
 * How to reach the running centre: {@code control.json} in the data folder, readable by its owner
 * only.
 *
 * @param pid process id
 * @param port on loopback
 * @param token proves that the asker can read this file
 */
public record ControlFile(long pid, int port, String token) {
  private static final String NAME = "control.json";
  private static final JsonMapper JSON = new JsonMapper();

  /** Reads the file, if there is a readable one. */
  static Optional<ControlFile> read(Path data) throws IOException {
    Path file = data.resolve(NAME);
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), ControlFile.class));
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return Optional.empty();
    }
  }

  /** Writes the file whole or not at all. */
  void write(Path data) throws IOException {
    PrivateFile.write(data.resolve(NAME), JSON.writeValueAsBytes(this));
  }

  static void delete(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(NAME));
  }

  /** Without the token, for logs. */
  @Override
  public String toString() {
    return "process " + pid + " at 127.0.0.1:" + port;
  }
}
