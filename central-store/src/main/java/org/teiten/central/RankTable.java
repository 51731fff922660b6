// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teiten.central.analyse.Coverage;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankQuestion;

/** A ranking for people, with what they need to judge it below. */
final class RankTable {
  private static final String OUTSIDE = "outside top 10";

  private RankTable() {}

  static void print(RankQuestion question, RankAnswer answer, PrintWriter out) {
    begin("Top " + RowWords.title(question.subject()), question, answer.simulated(), out);
    List<List<String>> lines = new ArrayList<>();
    List<String> heads = new ArrayList<>(List.of("Rank"));
    heads.addAll(RowWords.heads(question.subject()));
    heads.addAll(List.of("Packets", "Rate", "Sources", "Previous"));
    List<RankAnswer.Row> rows =
        Stream.concat(answer.rows().stream(), answer.unranked().stream()).toList();
    if (question.compareGroups() && !rows.isEmpty()) {
      rows.get(0).groups().forEach(group -> heads.add(group.group()));
    }
    lines.add(heads);
    String unseen = unseen(answer.previous());
    rows.forEach(row -> lines.add(line(question, row, unseen)));
    if (rows.isEmpty()) {
      out.println(none(answer.coverage(), "No packets in this period."));
    } else {
      printAligned(lines, 2, out);
    }
    out.println();
    out.printf(
        "Previous: rank in %s to %s%s.%n",
        answer.previous().from(),
        answer.previous().to(),
        answer.previous().observing() == 0
            ? ", which no sensor observed"
            : answer.previous().expired() ? ", whose rows were deleted (retention)" : "");
    if (rows.stream().anyMatch(row -> row.sources() == null)) {
      out.println("Sources: not known; the rows that tell them were deleted (retention.raw).");
    }
    if (question.compareGroups()) {
      out.println(
          "Groups: rate at the group's sensors, and how many of those that observed saw it.");
    }
    coverage(answer.coverage(), answer.originDatabases(), out);
  }

  private static String unseen(RankAnswer.Before previous) {
    if (previous.observing() == 0) {
      return "not observed";
    }
    return previous.expired() ? "not known" : OUTSIDE;
  }

  /** What to say of an empty answer: quiet is not blind. */
  static String none(Coverage coverage, String quiet) {
    return coverage.nothing() ? "No sensor observed any of this period." : quiet;
  }

  /** The lines above a table. */
  static void begin(String title, RankQuestion question, boolean simulated, PrintWriter out) {
    if (simulated) {
      out.println("SIMULATED DATA: this was never observed.");
    }
    out.printf(
        "%s, %s to %s (%s), class %s, by %s%s%n%n",
        title,
        question.from(),
        question.to(),
        question.zone(),
        question.trafficClass(),
        question.by().label(),
        filters(question));
  }

  private static String filters(RankQuestion question) {
    return filter("group", question.group())
        + filter("sensor", question.sensor())
        + filter("port", question.port())
        + filter("region", question.country())
        + filter("network", question.network())
        + filter("fingerprint", question.fingerprint());
  }

  private static String filter(String name, String value) {
    return value == null ? "" : ", " + name + " " + value;
  }

  private static List<String> line(RankQuestion question, RankAnswer.Row row, String unseen) {
    List<String> line = new ArrayList<>();
    line.add(row.rank() == null ? "-" : row.rank().toString());
    line.add(RowWords.what(question.subject(), row));
    line.add(RowWords.name(question.subject(), row));
    line.add(String.format(Locale.ROOT, "%,d", row.packets()));
    line.add(rate(row.rate()));
    line.add(sources(row));
    line.add(
        row.rank() == null
            ? ""
            : row.previousRank() == null ? unseen : row.previousRank().toString());
    if (row.groups() != null) {
      row.groups()
          .forEach(
              group ->
                  line.add(
                      rate(group.rate()) + " (" + group.seenBy() + "/" + group.observing() + ")"));
    }
    return line;
  }

  private static String sources(RankAnswer.Row row) {
    if (row.sources() == null) {
      return "-";
    }
    String number = String.format(Locale.ROOT, "%,d", row.sources());
    return row.sourcesError() == 0
        ? number
        : number + " ±" + String.format(Locale.ROOT, "%,d", row.sourcesError());
  }

  private static String rate(Double rate) {
    return rate == null ? "-" : String.format(Locale.ROOT, "%,.2f", rate);
  }

  /**
   * Prints columns, numbers to the right.
   *
   * @param words how many columns after the first hold words
   */
  static void printAligned(List<List<String>> lines, int words, PrintWriter out) {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        boolean left = i >= 1 && i <= words;
        String padding = " ".repeat(widths[i] - line.get(i).length());
        text.append(left ? line.get(i) + padding : padding + line.get(i)).append("  ");
      }
      out.println(text.toString().stripTrailing());
    }
  }

  /** The lines below a table. */
  static void coverage(
      Coverage coverage, List<RankAnswer.UsedOrigins> originDatabases, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "Coverage: %,.2f of %,.2f IPv4 address-days expected%s of %d sensor%s; %,d packets lost"
            + " before they were read.%n",
        coverage.observed(),
        coverage.expected(),
        coverage.expected() > 0
            ? String.format(
                Locale.ROOT, " (%.1f %%)", 100 * coverage.observed() / coverage.expected())
            : "",
        coverage.sensors().size(),
        coverage.sensors().size() == 1 ? "" : "s",
        coverage.lostPackets());
    String outside =
        coverage.sensors().stream()
            .filter(sensor -> !sensor.inRate())
            .map(Coverage.SensorCoverage::sensor)
            .collect(Collectors.joining(", "));
    out.println(
        "Rate: IPv4 packets per covered IPv4 address-day, mean over sensors"
            + (outside.isEmpty()
                ? "."
                : "; without those that covered less than a tenth of the period: "
                    + outside
                    + "."));
    notes(coverage, out);
    String databases =
        originDatabases.stream()
            .map(
                used ->
                    used.name()
                        + " "
                        + used.date()
                        + " ("
                        + used.kind()
                        + (used.distant() ? ", more than a year apart" : "")
                        + ")")
            .distinct()
            .collect(Collectors.joining(", "));
    out.println("Origins: " + (databases.isEmpty() ? "none." : databases + "."));
  }

  private static void notes(Coverage coverage, PrintWriter out) {
    if (coverage.carriedBy() != null) {
      out.printf(
          Locale.ROOT,
          "Carried by one sensor: %s holds %.0f %% of the packets.%n",
          coverage.carriedBy().sensor(),
          100 * coverage.carriedBy().share());
    }
    for (Coverage.SensorCoverage sensor : coverage.sensors()) {
      if (sensor.overlappingIntervals() > 0) {
        out.printf(
            "Left out: %d intervals of %s whose time another batch covered.%n",
            sensor.overlappingIntervals(), sensor.sensor());
      }
      sensor
          .inferredSilences()
          .forEach(
              span ->
                  out.printf(
                      "Taken as not observed: %s, silent from %s to %s (inferred).%n",
                      sensor.sensor(), span.from(), span.to()));
      sensor
          .suspectedBlind()
          .forEach(
              span ->
                  out.printf(
                      "Suspected blind: %s, silent from %s to %s (still counted as observed).%n",
                      sensor.sensor(), span.from(), span.to()));
    }
  }
}
