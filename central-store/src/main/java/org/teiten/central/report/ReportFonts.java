// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Fonts with Japanese characters that a PDF can hold and whose text layer is right: BIZ UDPGothic,
 * and VL PGothic for what it lacks.
 *
 * <p>Design note: other fonts are not taken although they are there. Those of IPA share the glyph
 * of 月 with a radical, so that the PDF's text finds another character; Noto's outlines are of a
 * kind that the library cannot embed.
 *
 * @param regular of the text
 * @param bold of headings, if there is one
 * @param reserve for what the first lacks, if there is one
 */
record ReportFonts(Path regular, Optional<Path> bold, Optional<Path> reserve) {
  static final String PACKAGE = "fonts-morisawa-bizud-gothic";
  private static final String REGULAR = "BIZUDPGothic-Regular.ttf";
  private static final String BOLD = "BIZUDPGothic-Bold.ttf";
  private static final String RESERVE = "VL-PGothic-Regular.ttf";
  private static final int DEPTH = 6;

  /**
   * Seeks below folders.
   *
   * @throws IOException that says which package to install, if there is none
   */
  static ReportFonts find(List<Path> folders) throws IOException {
    Map<String, Path> found = new HashMap<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
          files.forEach(file -> found.putIfAbsent(file.getFileName().toString(), file));
        }
      }
    }
    Optional<Path> reserve = Optional.ofNullable(found.get(RESERVE));
    if (found.containsKey(REGULAR)) {
      return new ReportFonts(found.get(REGULAR), Optional.ofNullable(found.get(BOLD)), reserve);
    }
    if (reserve.isPresent()) {
      return new ReportFonts(reserve.get(), Optional.empty(), Optional.empty());
    }
    throw new IOException(
        "no font with Japanese characters that a PDF can hold is below "
            + String.join(", ", folders.stream().map(Path::toString).toList())
            + "; install one (Debian: apt-get install "
            + PACKAGE
            + "), or name its folder in report.font_folders. fonts-noto-cjk and fonts-ipa* cannot be used");
  }
}
