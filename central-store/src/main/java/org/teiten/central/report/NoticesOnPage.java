// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.teiten.central.report.NoticeEffect.Interval;
import org.teiten.central.report.ReportTables.Column;

/** The section of the notices, and its draft. */
final class NoticesOnPage {
  private final NoticeEffect effect;
  private final Words words;

  NoticesOnPage(NoticeEffect effect, Words words) {
    this.effect = effect;
    this.words = words;
  }

  /** The draft of its text. */
  String draft() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        effect.notices() == null
            ? words.say("notices.text.public", words.number(effect.sources()))
            : words.say(
                "notices.text",
                words.number(effect.notices()),
                words.number(effect.sources()),
                words.number(effect.recipients())));
    if (effect.within().isEmpty()) {
      sentences.add(words.say("notices.few"));
    } else {
      NoticeEffect.Shares week = effect.within().get(0);
      if (week.told() != null && week.comparable() != null) {
        sentences.add(
            words.say(
                "notices.week",
                percent(week.told()),
                range(week.told()),
                percent(week.comparable()),
                range(week.comparable())));
      } else {
        sentences.add(words.say("notices.early"));
      }
      if (!effect.ofOneCountry()) {
        sentences.add(words.say("notices.countries"));
      }
      if (effect.ratio() != null) {
        sentences.add(
            words.say(
                "notices.ratio",
                times(effect.ratio().value()),
                times(effect.ratio().low()),
                times(effect.ratio().high())));
      }
      if (effect.returned() != null) {
        sentences.add(
            words.say(
                "notices.returned",
                words.number(effect.silent()),
                words.number(effect.returned())));
      }
    }
    if (!effect.answers().isEmpty()) {
      sentences.add(
          words.say(
              "notices.answers",
              effect.answers().entrySet().stream()
                  .map(one -> words.say("answer." + one.getKey()) + " " + one.getValue())
                  .collect(Collectors.joining(words.say("list.comma")))));
    }
    return String.join(words.say("sentence.space"), sentences);
  }

  /** Writes tables, figure and how it was measured. */
  void write(ReportTables tables, ReportFigures figures, Markup page) {
    if (!effect.within().isEmpty()) {
      tables.table(
          tables.caption("table.notices"),
          List.of(column("within"), column("notified"), column("comparable")),
          effect.within().stream()
              .map(
                  one ->
                      List.of(
                          words.say("day.after", one.days()),
                          share(one.told()),
                          share(one.comparable())))
              .toList());
      figures.write(EffectPart.KIND);
    }
    if (!effect.byRecipient().isEmpty()) {
      tables.table(
          tables.caption("table.recipients"),
          List.of(
              new Column(words.say("column.recipient"), false),
              column("sources"),
              column("compared"),
              column("silent.week"),
              column("comparable.week"),
              column("median")),
          effect.byRecipient().stream().map(this::row).toList());
    }
    page.with(
        "p",
        words.say(
            "notices.method",
            words.number(effect.compared()),
            words.number(effect.comparable()),
            words.day(effect.followedTo())),
        "class",
        "note");
  }

  private Column column(String key) {
    return new Column(words.say("column." + key), true);
  }

  private List<String> row(NoticeEffect.Recipient one) {
    String few = words.say("notices.too.few");
    return List.of(
        one.name(),
        words.number(one.sources()),
        words.number(one.compared()),
        one.week() == null ? few : share(one.week().told()),
        one.week() == null ? few : share(one.week().comparable()),
        one.medianDays() == null ? words.say("none") : one.medianDays().toString());
  }

  private String share(Interval one) {
    return one == null ? words.say("none") : percent(one) + " (" + range(one) + ")";
  }

  private static String percent(Interval one) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * one.value());
  }

  private static String range(Interval one) {
    return String.format(Locale.ROOT, "%.0f–%.0f", 100 * one.low(), 100 * one.high());
  }

  private static String times(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
