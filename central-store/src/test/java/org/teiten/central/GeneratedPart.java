// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Parts of pages in docs/ that tests write, between marks; elsewhere they are for reading. */
public final class GeneratedPart {
  private GeneratedPart() {}

  /** Whether tests that run anyway shall write. */
  public static boolean isWritten() {
    return Boolean.parseBoolean(System.getenv("TEITEN_WRITE_DOCS"));
  }

  /** Replaces what stands between a part's two marks. */
  public static void write(String name, String part, String text) throws IOException {
    Path page = page(name);
    String all = Files.readString(page);
    String begin = "<!-- begin " + part + " -->\n";
    int from = all.indexOf(begin) + begin.length();
    int to = all.indexOf("<!-- end " + part + " -->");
    Files.writeString(page, all.substring(0, from) + text + all.substring(to));
  }

  /** The machine and the commit of a measurement. */
  public static String machine() throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .findFirst()
            .map(line -> line.substring(line.indexOf(':') + 2))
            .orElse("unknown processor");
    return "Commit %s, %s; %s, %d cores; Linux %s, Java %s, load %s at the end."
        .formatted(
            System.getProperty("teiten.commit", "unknown"),
            LocalDate.now(ZoneOffset.UTC),
            model,
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.version"),
            Runtime.version(),
            Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
  }

  private static Path page(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("docs"))) {
        return at.resolve("docs").resolve(name);
      }
    }
    throw new IllegalStateException("no docs folder above " + Path.of("").toAbsolutePath());
  }
}
