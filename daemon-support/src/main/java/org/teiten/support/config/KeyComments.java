// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment above each key of a YAML file in block style, by the key's path. A key that is
 * commented out, such as {@code # filter: not tcp}, has its comment too, and so has each key of a
 * section that is.
 */
final class KeyComments {
  private record Level(int indent, String path) {}

  private static final Pattern KEY = Pattern.compile("( *)([a-z][a-z0-9_]*):( .*)?");
  private static final Pattern COMMENT = Pattern.compile("( *)# ?(.*)");
  private static final Pattern OUT = Pattern.compile("([a-z][a-z0-9_]*): \\S.*");

  private static final Pattern SECTION_OUT = Pattern.compile("( *)# ([a-z][a-z0-9_]*:)");
  private static final Pattern WITHIN_OUT = Pattern.compile("( *)# (  .*)");

  private final Map<String, String> comments = new LinkedHashMap<>();
  private final Deque<Level> levels = new ArrayDeque<>();
  private final StringBuilder pending = new StringBuilder();

  private KeyComments() {}

  static Map<String, String> of(String yaml) {
    KeyComments reader = new KeyComments();
    withSections(yaml).forEach(reader::line);
    return reader.comments;
  }

  /** The lines, with those of sections that are commented out as if they were not. */
  private static List<String> withSections(String yaml) {
    List<String> lines = new ArrayList<>();
    boolean out = false;
    for (String line : yaml.lines().toList()) {
      Matcher section = SECTION_OUT.matcher(line);
      Matcher within = WITHIN_OUT.matcher(line);
      if (section.matches()) {
        out = true;
        lines.add(section.group(1) + section.group(2));
      } else if (out && within.matches()) {
        lines.add(within.group(1) + within.group(2));
      } else {
        out = false;
        lines.add(line);
      }
    }
    return lines;
  }

  private void line(String line) {
    Matcher comment = COMMENT.matcher(line);
    Matcher key = KEY.matcher(line);
    if (comment.matches()) {
      Matcher out = OUT.matcher(comment.group(2));
      if (out.matches() && !pending.isEmpty() && pending.charAt(pending.length() - 1) == '.') {
        put(comment.group(1).length(), out.group(1));
      } else {
        pending.append(pending.isEmpty() ? "" : " ").append(comment.group(2).strip());
      }
    } else if (key.matches()) {
      put(key.group(1).length(), key.group(2));
      levels.push(new Level(key.group(1).length(), path(key.group(2))));
    } else {
      pending.setLength(0);
    }
  }

  private void put(int indent, String key) {
    while (!levels.isEmpty() && levels.peek().indent() >= indent) {
      levels.pop();
    }
    if (!pending.isEmpty()) {
      comments.putIfAbsent(path(key), pending.toString());
    }
    pending.setLength(0);
  }

  private String path(String key) {
    return levels.isEmpty() ? key : levels.peek().path() + "." + key;
  }
}
