// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.metrics;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Descriptors as the table of a page, so that no page says what the process does not. */
public final class MetricTable {
  private MetricTable() {}

  /**
   * A page with the table between two marks of that name put anew.
   *
   * @throws IllegalArgumentException if the page has no such marks
   */
  public static String replaceIn(String page, String mark, List<Metric> metrics) {
    String begin = "<!-- begin " + mark + " -->\n";
    String end = "<!-- end " + mark + " -->\n";
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("the page has no marks " + begin + end);
    }
    return page.substring(0, from) + begin + markdown(metrics) + page.substring(to);
  }

  /** A Markdown table: name as Prometheus shows it, type, labels, meaning. */
  public static String markdown(List<Metric> metrics) {
    return metrics.stream()
        .map(
            metric ->
                "| `%s` | %s | %s | %s |%n"
                    .formatted(
                        metric.prometheusName(),
                        metric.kind().name().toLowerCase(Locale.ROOT),
                        metric.labels().stream()
                            .map(label -> "`" + label + "`")
                            .collect(Collectors.joining(", ")),
                        metric.help()))
        .collect(
            Collectors.joining(
                "", "| metric | type | labels | meaning |\n|---|---|---|---|\n", ""));
  }
}
