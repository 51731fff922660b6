// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A report in one language: what stands in it, and its texts.
 *
 * @param contents in no language
 * @param texts by id, an analyst's in place of drafts
 * @param words of the language
 */
record ReportDocument(ReportContents contents, Map<String, String> texts, Words words) {
  /** Names of a figure's lines. */
  List<String> lineNames(ReportContents.Figure figure) {
    return figure.lines().stream().map(line -> lineName(figure, line.key())).toList();
  }

  private String lineName(ReportContents.Figure figure, String key) {
    if (key.matches("[A-Z]{2}|special|unknown|unattributed")) {
      return words.country(key);
    }
    return key.contains("/") || figure.kind().equals("ports")
        ? words.port(key, null)
        : words.say("line." + key);
  }

  /** What a figure shows, for those who cannot see it. */
  String alternative(ReportContents.Figure figure, String caption) {
    List<String> names = lineNames(figure);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      TreeMap<Double, String> days = new TreeMap<>();
      double sum = 0;
      int number = 0;
      List<Double> values = figure.lines().get(i).values();
      for (int day = 0; day < values.size(); day++) {
        if (values.get(day) != null) {
          days.putIfAbsent(values.get(day), figure.days().get(day));
          sum += values.get(day);
          number++;
        }
      }
      if (number > 0) {
        lines
            .append(
                words.say(
                    "figure.alt.line",
                    names.get(i),
                    words.rate(sum / number),
                    words.rate(days.lastKey()),
                    day(figure, days.lastEntry().getValue())))
            .append(words.say("sentence.space"));
      }
    }
    return words.say("figure.alt", caption, unit(figure), lines.toString().strip());
  }

  /** In what a figure's values are. */
  String unit(ReportContents.Figure figure) {
    return words.sayOr(
        "unit." + figure.kind(), words.say(figure.percent() ? "unit.percent" : "unit"));
  }

  private String day(ReportContents.Figure figure, String day) {
    return figure.kind().equals(EffectPart.KIND) ? words.say("day.after", day) : words.day(day);
  }
}
