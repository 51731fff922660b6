// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Scores of half years, as a Markdown table. */
final class ScoreTable {
  private static final List<String> GROUPS =
      List.of("+25 to 50 %", "+50 to 100 %", "+100 % and more", "burst", "fall", "appearance");

  private ScoreTable() {}

  /** One column per dispersion. */
  static String of(List<HalfYear> halfYears) {
    List<Double> dispersions = halfYears.stream().map(HalfYear::k).distinct().sorted().toList();
    StringBuilder table = new StringBuilder("| |");
    StringBuilder rule = new StringBuilder("|---|");
    for (double k : dispersions) {
      table.append(String.format(Locale.ROOT, " k = %.0f |", k));
      rule.append("---:|");
    }
    table.append('\n').append(rule).append('\n');
    List<List<HalfYear>> columns = new ArrayList<>();
    for (double k : dispersions) {
      columns.add(halfYears.stream().filter(each -> each.k() == k).toList());
    }
    row(table, "half years with changes", columns, c -> "" + busy(c).size());
    row(table, "changes", columns, c -> "" + outcomes(c, each -> true).size());
    row(
        table,
        "**recall, at least half of the base over 14 days or more**",
        columns,
        c -> share(outcomes(c, HalfYear.Outcome::demanded), HalfYear.Outcome::accepted));
    for (String group : GROUPS) {
      row(
          table,
          "recall, " + group,
          columns,
          c -> share(outcomes(c, each -> each.group().equals(group)), HalfYear.Outcome::accepted));
    }
    row(
        table,
        "precision (claims that answer a change)",
        columns,
        c -> {
          int right = outcomes(busy(c), HalfYear.Outcome::claimed).size();
          int wrong = busy(c).stream().mapToInt(HalfYear::unanswering).sum();
          return ratio(right, right + wrong);
        });
    row(
        table,
        "**start within 2 days, steps and fluctuating**",
        columns,
        c ->
            share(
                outcomes(c, each -> each.step() && each.claimed()), HalfYear.Outcome::rightStart));
    row(table, "start error in days, median of its size", columns, c -> startError(c, 0.5));
    row(table, "start error in days, 90 of 100", columns, c -> startError(c, 0.9));
    row(
        table,
        "**right country and networks, of claimed**",
        columns,
        c -> share(outcomes(c, HalfYear.Outcome::claimed), HalfYear.Outcome::explained));
    row(
        table,
        "**false claims per quarter, on average**",
        columns,
        c ->
            String.format(
                Locale.ROOT,
                "%.2f",
                c.stream().mapToInt(HalfYear::unanswering).average().orElse(0)));
    row(
        table,
        "**quiet quarters with at most one claim**",
        columns,
        c -> {
          List<HalfYear> quiet = c.stream().filter(HalfYear::quiet).toList();
          return ratio(
              (int) quiet.stream().filter(each -> each.unanswering() <= 1).count(), quiet.size());
        });
    row(
        table,
        "seconds per quarter, median",
        columns,
        c ->
            String.format(
                Locale.ROOT,
                "%.1f",
                c.stream()
                    .mapToDouble(HalfYear::seconds)
                    .sorted()
                    .skip(c.size() / 2)
                    .findFirst()
                    .orElse(0)));
    return table.toString();
  }

  private interface Cell {
    String of(List<HalfYear> column);
  }

  private static void row(
      StringBuilder table, String name, List<List<HalfYear>> columns, Cell cell) {
    table.append("| ").append(name).append(" |");
    for (List<HalfYear> column : columns) {
      table.append(' ').append(cell.of(column)).append(" |");
    }
    table.append('\n');
  }

  private static List<HalfYear> busy(List<HalfYear> column) {
    return column.stream().filter(each -> !each.quiet()).toList();
  }

  private static List<HalfYear.Outcome> outcomes(
      List<HalfYear> column, Predicate<HalfYear.Outcome> which) {
    return column.stream().flatMap(each -> each.outcomes().stream()).filter(which).toList();
  }

  private static String share(List<HalfYear.Outcome> outcomes, Predicate<HalfYear.Outcome> which) {
    return ratio((int) outcomes.stream().filter(which).count(), outcomes.size());
  }

  private static String startError(List<HalfYear> column, double quantile) {
    long[] errors =
        outcomes(column, HalfYear.Outcome::claimed).stream()
            .mapToLong(each -> Math.abs(each.startError()))
            .sorted()
            .toArray();
    return errors.length == 0
        ? "–"
        : Long.toString(errors[Math.min(errors.length - 1, (int) (quantile * errors.length))]);
  }

  private static String ratio(int part, int whole) {
    return whole == 0
        ? "–"
        : String.format(Locale.ROOT, "%.0f %% (%d/%d)", 100.0 * part / whole, part, whole);
  }
}
