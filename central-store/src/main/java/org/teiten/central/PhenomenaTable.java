// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.teiten.central.observe.PhenomenaClaims;

/** Phenomena for people: a paragraph each. */
final class PhenomenaTable {
  private static final int SHOWN = 4;

  private PhenomenaTable() {}

  static void print(PhenomenaClaims answer, PrintWriter out) {
    if (answer.simulated()) {
      out.println("SIMULATED DATA: this was never observed.");
    }
    out.printf("Phenomena, %s to %s (%s)%n%n", answer.from(), answer.to(), answer.zone());
    if (answer.phenomena().isEmpty()) {
      out.println(RankTable.none(answer.coverage(), "No notable change starts in this period."));
    }
    answer.phenomena().forEach(claim -> claim(claim, out));
    if (!answer.trends().isEmpty()) {
      out.println("Trends (drifts over 60 days or more):");
      for (PhenomenaClaims.Drift one : answer.trends()) {
        out.printf(
            Locale.ROOT,
            "  %s %s%s: x %.2f from %s to %s%n",
            one.trafficClass(),
            one.port(),
            from(one.country()),
            one.factor(),
            one.from(),
            one.to());
      }
    }
    if (!answer.singleSources().isEmpty()) {
      out.println("Single sources (they carry more than half of what would be a change):");
      for (PhenomenaClaims.Single one : answer.singleSources()) {
        out.printf(
            Locale.ROOT,
            "  %s (%s, AS%d): %,d packets to %s, %s to %s%n",
            one.source(),
            one.country(),
            one.network(),
            one.packets(),
            ports(one),
            one.start(),
            one.end());
      }
    }
    answer
        .suspectedBlind()
        .forEach(
            one ->
                out.printf(
                    "Suspected blind: %s saw nothing on any port from %s to %s.%n",
                    one.sensor(), one.from(), one.to()));
    out.println();
    RankTable.coverage(answer.coverage(), answer.originDatabases(), out);
  }

  private static void claim(PhenomenaClaims.Claim one, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s of %s %s%s, from %s %s: x %.2f, %+,d packets, %+,d source-days; rank %d, without it"
            + " %d%n  %s%n",
        one.kind(),
        one.trafficClass(),
        one.port(),
        from(one.country()),
        one.start(),
        one.end() == null ? "on" : "to " + one.end(),
        one.factor(),
        one.packetsAdded(),
        one.sourcesAdded(),
        one.rank(),
        one.rankWithout(),
        one.id());
    if (one.seenBy().size() > 1) {
      out.println("  groups of sensors: " + one.spread());
      one.seenBy().forEach(view -> view(view, out));
    }
    one.explainedBy().stream()
        .collect(
            Collectors.groupingBy(
                PhenomenaClaims.Carrier::kind, java.util.LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (kind, parts) ->
                out.println(
                    "  "
                        + kind
                        + ": "
                        + parts.stream()
                            .limit(SHOWN)
                            .map(
                                part ->
                                    String.format(
                                        Locale.ROOT,
                                        "%s %.0f %%",
                                        part.value(),
                                        100 * part.share()))
                            .collect(Collectors.joining(", "))));
    one.knowledge()
        .forEach(
            hint ->
                out.printf(
                    "  hint: %s: %s%s%n",
                    hint.name(), hint.reason(), hint.knownThen() ? "" : " (known later)"));
    out.println();
  }

  private static void view(PhenomenaClaims.View one, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "    %s %s: %s to %s packets per address-day, x %s, at %d of %d sensors%s%n",
        one.group(),
        one.sees() == null ? "cannot tell" : one.sees() ? "sees it" : "does not see it",
        number(one.rateBefore()),
        number(one.rate()),
        number(one.factor()),
        one.sensorsSeeing(),
        one.sensorsObserving(),
        one.sources() == null ? "" : String.format(Locale.ROOT, ", %,d sources", one.sources()));
  }

  private static String number(Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String ports(PhenomenaClaims.Single one) {
    int more = one.ports().size() - SHOWN;
    return one.ports().stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String from(String country) {
    return country == null ? "" : " from " + country;
  }
}
