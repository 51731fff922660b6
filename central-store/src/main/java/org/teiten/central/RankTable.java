// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.teiten.central.analyse.Coverage;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.RankSubject;

/** A ranking for people, with what they need to judge it below. */
final class RankTable {
  private static final String OUTSIDE = "outside top 10";

  private RankTable() {}

  static void print(RankQuestion question, RankAnswer answer, PrintWriter out) {
    boolean ports = question.subject() == RankSubject.PORTS;
    if (answer.simulated()) {
      out.println("SIMULATED DATA: this was never observed.");
    }
    out.printf(
        "Top %s, %s to %s (%s), class %s, by %s%s%n%n",
        ports ? "destination ports" : "source regions",
        answer.from(),
        answer.to(),
        answer.zone(),
        question.trafficClass(),
        question.by().label(),
        filters(question));
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        ports
            ? List.of("Rank", "Port", "Service", "Packets", "Rate", "Sources", "Previous")
            : List.of("Rank", "Region", "Name", "Packets", "Rate", "Sources", "Previous"));
    answer.rows().forEach(row -> lines.add(line(row, ports)));
    answer.unranked().forEach(row -> lines.add(line(row, ports)));
    if (answer.rows().isEmpty() && answer.unranked().isEmpty()) {
      out.println("No packets in this period.");
    } else {
      printAligned(lines, out);
    }
    out.println();
    footer(answer, out);
  }

  private static String filters(RankQuestion question) {
    return (question.group() == null ? "" : ", group " + question.group())
        + (question.port() == null ? "" : ", port " + question.port())
        + (question.country() == null ? "" : ", region " + question.country());
  }

  private static List<String> line(RankAnswer.Row row, boolean ports) {
    String what = ports ? port(row) : row.country();
    String name = ports ? row.service() : countryName(row.country());
    return List.of(
        row.rank() == null ? "-" : row.rank().toString(),
        what,
        name == null ? "" : name,
        String.format(Locale.ROOT, "%,d", row.packets()),
        row.rate() == null ? "-" : String.format(Locale.ROOT, "%,.2f", row.rate()),
        String.format(Locale.ROOT, "%,d", row.sources())
            + (row.sourcesError() == 0
                ? ""
                : " ±" + String.format(Locale.ROOT, "%,d", row.sourcesError())),
        row.rank() == null
            ? ""
            : row.previousRank() == null ? OUTSIDE : row.previousRank().toString());
  }

  private static String port(RankAnswer.Row row) {
    if (row.type() != null) {
      return row.type() + "/" + row.protocol();
    }
    if (row.port() != null) {
      return row.port() + "/" + row.protocol();
    }
    return row.protocol() instanceof Number
        ? "protocol " + row.protocol()
        : row.protocol() + ", no port";
  }

  private static String countryName(String country) {
    return switch (country) {
      case "special" -> "special-purpose addresses";
      case "unknown" -> "in no database";
      case "unattributed" -> "rows without source";
      default -> new Locale.Builder().setRegion(country).build().getDisplayCountry(Locale.ENGLISH);
    };
  }

  private static void printAligned(List<List<String>> lines, PrintWriter out) {
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
        boolean words = i == 1 || i == 2;
        String padding = " ".repeat(widths[i] - line.get(i).length());
        text.append(words ? line.get(i) + padding : padding + line.get(i)).append("  ");
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private static void footer(RankAnswer answer, PrintWriter out) {
    Coverage coverage = answer.coverage();
    out.printf("Previous: rank in %s to %s.%n", answer.previous().from(), answer.previous().to());
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
        answer.originDatabases().stream()
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
