// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teiten.support.config.ConfigFile;
import org.teiten.support.config.Default;
import org.teiten.support.config.InvalidConfigException;

/**
 * Texts that an analyst wrote in place of drafts: a file beside the report that is made once, with
 * all drafts as comments, and never written again.
 *
 * @param texts by the id of what they replace
 */
public record AnalystTexts(@Default("{}") Map<String, String> texts) {
  /**
   * Reads the file, nothing where there is none.
   *
   * @throws InvalidConfigException with every problem and its line
   */
  static AnalystTexts read(Path file) throws IOException, InvalidConfigException {
    return Files.exists(file)
        ? ConfigFile.load(file, AnalystTexts.class)
        : new AnalystTexts(Map.of());
  }

  /** Ids that stand in no text of the report. */
  List<String> unused(Map<String, String> drafts) {
    return texts.keySet().stream().filter(id -> !drafts.containsKey(id)).sorted().toList();
  }

  /** The drafts, with the analyst's texts in their place. */
  Map<String, String> over(Map<String, String> drafts) {
    Map<String, String> all = new LinkedHashMap<>(drafts);
    texts.forEach((id, text) -> all.computeIfPresent(id, (key, draft) -> text.strip()));
    return all;
  }

  /** What the file holds when it is made: every draft as a comment. */
  static String template(Map<String, String> drafts) {
    StringBuilder file =
        new StringBuilder(
            """
            # Texts of this report that you want to say in your own words. This file is never overwritten.
            # Below stands every draft as a comment: take the two signs "# " off "texts:" and off the lines of an
            # entry, and change its text.
            # Remove an entry to get the draft again. An empty line within a text begins a paragraph.
            # texts:
            """);
    drafts.forEach(
        (id, draft) -> {
          file.append("#   ").append(id).append(": |\n");
          draft
              .lines()
              .forEach(line -> file.append(line.isEmpty() ? "#" : "#     " + line).append('\n'));
        });
    return file.toString();
  }
}
