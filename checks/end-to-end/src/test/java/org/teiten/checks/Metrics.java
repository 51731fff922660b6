// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One reading of a process's metrics page. */
record Metrics(String text) {

  /** Sum of a metric over all its labels; 0 where it has not appeared. */
  long sum(String name) {
    return values(name).values().stream().mapToLong(Double::longValue).sum();
  }

  /** The sum with these labels, such as {@code reason="full"}; 0 where it has not appeared. */
  long value(String name, String... labels) {
    return values(name).entrySet().stream()
        .filter(e -> Arrays.stream(labels).allMatch(e.getKey()::contains))
        .mapToLong(e -> e.getValue().longValue())
        .sum();
  }

  /** The page without its comments and zeros, for messages. */
  String counts() {
    return text.lines()
        .filter(line -> !line.startsWith("#") && !line.endsWith(" 0.0"))
        .collect(Collectors.joining("\n"));
  }

  private Map<String, Double> values(String name) {
    Map<String, Double> values = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      boolean own = line.startsWith(name + " ") || line.startsWith(name + "{");
      if (own) {
        int space = line.lastIndexOf(' ');
        values.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
      }
    }
    return values;
  }
}
