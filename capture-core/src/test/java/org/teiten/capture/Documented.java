// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A page of docs/ that a test writes: what it measured, on which commit and machine. */
public final class Documented {
  private final Path file;
  private final StringBuilder text = new StringBuilder();

  /**
   * Begins a page.
   *
   * @param name of the file in docs/
   * @param part of {@code ./test.sh --long} that writes it
   */
  public Documented(String name, String title, String part) throws Exception {
    file = Path.of("../docs").resolve(name);
    text.append("# ").append(title).append("\n\n");
    text.append(
        "Written by `./test.sh --long %s` on commit %s, %s, Linux %s, JDK %s.%n"
            .formatted(
                part,
                output("git", "describe", "--always", "--dirty", "--abbrev=12"),
                LocalDate.now(ZoneOffset.UTC),
                System.getProperty("os.version"),
                System.getProperty("java.version")));
  }

  /** Whether pages are to be written; without it a test only tests. */
  public static boolean wanted() {
    return "true".equals(System.getenv("TEITEN_WRITE_DOCS"));
  }

  public void paragraph(String words) {
    text.append('\n').append(words).append('\n');
  }

  /** A table; no cell may hold a bar. */
  public void table(List<String> headings, List<List<String>> rows) {
    text.append('\n');
    List<List<String>> lines = new ArrayList<>();
    lines.add(headings);
    lines.add(headings.stream().map(heading -> "---").toList());
    lines.addAll(rows);
    for (List<String> line : lines) {
      text.append("| ").append(String.join(" | ", line)).append(" |\n");
    }
  }

  public void write() throws IOException {
    Files.writeString(file, text);
  }

  /** What a command printed, without the ends. */
  public static String output(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return printed;
  }
}
