// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.teiten.support.tls.PrivateFile;

/** Texts in a ZIP file that only its owner can read. */
public final class SupportArchive {
  private final AddressMask mask;
  private final Map<String, String> texts = new LinkedHashMap<>();

  public SupportArchive(AddressMask mask) {
    this.mask = mask;
  }

  /** Adds a text, without the sensor's addresses. */
  public SupportArchive add(String name, String text) {
    texts.put(name, mask.of(text));
    return this;
  }

  /** Names and lengths in characters, in order. */
  public Map<String, Integer> contents() {
    Map<String, Integer> contents = new LinkedHashMap<>();
    texts.forEach((name, text) -> contents.put(name, text.length()));
    return contents;
  }

  /**
   * Writes the file whole or not at all.
   *
   * @param made the time that its entries bear
   */
  public void write(Path file, Instant made) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        ZipEntry entry = new ZipEntry(text.getKey());
        entry.setTime(made.toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    PrivateFile.write(file, bytes.toByteArray());
  }
}
