// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.teiten.central.notify.effect.Effect;
import org.teiten.central.notify.effect.EffectAnswer;
import org.teiten.central.notify.effect.Estimate;

/** An effect for people: the sentence, the shares, what was left out, and each group. */
final class EffectTable {
  private static final int WEEK = 7;

  private EffectTable() {}

  static void print(EffectAnswer answer, PrintWriter out) {
    if (answer.simulated()) {
      out.println("SIMULATED DATA: this was never observed.");
    }
    Effect all = answer.all();
    out.printf(
        "Notices sent %s, followed until %s%n%n",
        answer.question().notice() == null
            ? answer.question().from()
                + " to "
                + answer.question().to()
                + " ("
                + answer.question().zone()
                + ")"
            : "as " + answer.question().notice(),
        answer.observedTo() == null ? "nothing was observed" : answer.observedTo());
    if (all.sources() == 0) {
      out.println("No notice went out then.");
      return;
    }
    out.println(sentence(all));
    shares(all, out);
    leftOut(answer, out);
    out.println();
    groups(answer, out);
  }

  /** What an effect comes to, in one sentence. */
  static String sentence(Effect all) {
    String told = String.format(Locale.ROOT, "%,d sources notified", all.sources());
    if (!all.enough()) {
      return told
          + String.format(
              Locale.ROOT,
              "; %,d of them could be compared with %,d others, too few (under %d) for a share.",
              all.compared(),
              all.comparable(),
              Effect.LEAST);
    }
    Effect.Within week = all.within().get(0);
    if (week.told() == null || week.comparable() == null) {
      return told + "; it is too early to say how many fell silent within 7 days.";
    }
    return told
        + String.format(
            Locale.ROOT,
            ", %s silent within %d days (95 %%: %s) against %s (%s) of comparable ones that were not"
                + " notified.",
            percent(week.told().value()),
            WEEK,
            range(week.told()),
            percent(week.comparable().value()),
            range(week.comparable()));
  }

  private static void shares(Effect all, PrintWriter out) {
    if (!all.enough()) {
      return;
    }
    out.printf("%n  %-10s %-18s %-18s %s%n", "within", "notified", "comparable", "difference");
    for (Effect.Within one : all.within()) {
      out.printf(
          "  %-10s %-18s %-18s %s%n",
          one.days() + " days",
          share(one.told()),
          share(one.comparable()),
          one.difference() == null
              ? "not known"
              : String.format(
                  Locale.ROOT,
                  "%+d points (%+d to %+d)",
                  points(one.difference().value()),
                  points(one.difference().low()),
                  points(one.difference().high())));
    }
    out.println();
    if (!all.ofOneCountry()) {
      out.println(
          "Most of the comparable ones are of other countries, where other things change: the intervals"
              + " are too narrow, and no test is told.");
    }
    if (all.hazardRatio() != null) {
      out.printf(
          Locale.ROOT,
          "They fell silent %.2f times as fast (95 %%: %.2f to %.2f); ",
          all.hazardRatio().value(),
          all.hazardRatio().low(),
          all.hazardRatio().high());
    }
    if (all.probability() != null) {
      out.printf(
          Locale.ROOT,
          "a difference as large by chance: %s (log-rank).%n",
          all.probability() < 0.001
              ? "less than 0.1 %"
              : String.format(Locale.ROOT, "%.1f %%", 100 * all.probability()));
    }
    out.printf(
        Locale.ROOT,
        "Seen again after a week of silence: %,d of %,d notified, %,d of %,d comparable.%n",
        all.returned(),
        all.silent(),
        all.comparableReturned(),
        all.comparableSilent());
  }

  private static void leftOut(EffectAnswer answer, PrintWriter out) {
    Effect all = answer.all();
    out.printf(
        Locale.ROOT,
        "%nCompared: %,d with %,d others%s. Not compared: %,d were silent before, of %,d it is too"
            + " early to say, %,d have nobody comparable; %,d were told before.%n",
        all.compared(),
        all.comparable(),
        all.sameCountry() == null
            ? ""
            : ", " + percent(all.sameCountry()) + " of them of the same country",
        all.silentBefore(),
        all.tooEarly(),
        all.unmatched(),
        answer.toldBefore());
    out.println(
        "Answers: "
            + all.answers().entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", ")));
  }

  private static void groups(EffectAnswer answer, PrintWriter out) {
    out.printf(
        "%-32s %8s %8s  %-18s %-18s %s%n",
        answer.question().by().name().toLowerCase(Locale.ROOT),
        "sources",
        "compared",
        "silent in 7 days",
        "comparable",
        "median days");
    for (Effect one : answer.groups()) {
      Effect.Within week = one.enough() ? one.within().get(0) : null;
      out.printf(
          Locale.ROOT,
          "%-32s %,8d %,8d  %-18s %-18s %s%n",
          one.name(),
          one.sources(),
          one.compared(),
          week == null ? "too few" : share(week.told()),
          week == null ? "too few" : share(week.comparable()),
          one.medianDays() == null ? "" : one.medianDays());
    }
  }

  private static long points(double difference) {
    return Math.round(100 * difference);
  }

  private static String share(Estimate one) {
    return one == null ? "not known" : percent(one.value()) + " (" + range(one) + ")";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String range(Estimate one) {
    return String.format(Locale.ROOT, "%.0f–%.0f", 100 * one.low(), 100 * one.high());
  }
}
