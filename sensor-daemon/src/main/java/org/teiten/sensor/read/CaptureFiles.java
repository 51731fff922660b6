// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teiten.capture.source.PcapFileSource;

/** In which order captures are read, and how large they are. */
final class CaptureFiles {
  private static final int GZIP = 0x1f8b;
  private static final int ZSTD = 0x28b5;

  private CaptureFiles() {}

  /**
   * By the time of the first packet; files of one time, and those that hold none, as given. What
   * cannot be read twice (standard input, a pipe) comes last, as given.
   */
  static List<Path> inOrderOfTime(List<Path> files) {
    if (files.size() < 2) {
      return List.copyOf(files);
    }
    Map<Path, Long> times = new HashMap<>();
    for (Path file : files) {
      times.computeIfAbsent(file, CaptureFiles::firstMicros);
    }
    List<Path> sorted = new ArrayList<>(files);
    sorted.sort(Comparator.comparing(times::get));
    return sorted;
  }

  private static long firstMicros(Path file) {
    if (!Files.isRegularFile(file)) {
      return Long.MAX_VALUE;
    }
    long[] first = {Long.MIN_VALUE};
    try (PcapFileSource source = PcapFileSource.open(file)) {
      source.poll((micros, wire, buffer, offset, captured) -> first[0] = micros, 1);
    } catch (IOException e) {
      return Long.MIN_VALUE; // Whoever reads it will say so.
    }
    return first[0];
  }

  /** Bytes of the file where {@link PcapFileSource#position()} counts them, else 0. */
  static long uncompressedSize(Path file) {
    if (!Files.isRegularFile(file)) {
      return 0;
    }
    try (InputStream in = Files.newInputStream(file)) {
      int magic = in.read() << 8 | in.read();
      return magic == GZIP || magic == ZSTD ? 0 : Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
