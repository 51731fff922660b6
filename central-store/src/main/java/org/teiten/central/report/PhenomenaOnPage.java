// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.List;
import org.teiten.central.knowledge.Hint;
import org.teiten.central.report.ReportContents.Section;

/** The notable changes on a page: a section each, then drifts and single sources. */
final class PhenomenaOnPage {
  private final ReportDocument document;
  private final ReportContents contents;
  private final Words words;
  private final Drafts drafts;
  private final Markup page;
  private final Prose prose;
  private final ReportTables tables;
  private final ReportFigures figures;

  PhenomenaOnPage(
      ReportDocument document,
      Markup page,
      Prose prose,
      ReportTables tables,
      ReportFigures figures) {
    this.document = document;
    this.contents = document.contents();
    this.words = document.words();
    this.drafts = new Drafts(contents, words);
    this.page = page;
    this.prose = prose;
    this.tables = tables;
    this.figures = figures;
  }

  /** Writes it, as the section of this number. */
  void write(int section) {
    if (contents.phenomena().isEmpty()) {
      page.with("p", words.say("no.phenomena"));
    }
    int number = 0;
    for (Section one : contents.phenomena()) {
      number++;
      String heading = drafts.heading(one);
      page.open("section", "id", "phenomenon-" + one.claim().id())
          .with("h3", section + "." + number + " " + heading)
          .line();
      prose.paragraphs(document.texts().get("phenomenon." + one.claim().id()));
      figures.write(one.figure(), heading);
      if (one.claim().seenBy().size() > 1) {
        tables.views(tables.caption("table.views", heading), one.claim().seenBy());
      }
      evidence(one, heading);
      hints(one.hints());
      page.close().line();
    }
    if (!contents.trends().isEmpty()) {
      page.with("h3", words.say("section.trends"))
          .with("p", words.say("trends.text"), "class", "before");
      tables.trends(tables.caption("table.trends"), contents.trends());
    }
    if (!contents.singleSources().isEmpty()) {
      page.with("h3", words.say("section.single"));
      tables.sources(tables.caption("table.single"), contents.singleSources());
    }
  }

  private void evidence(Section one, String heading) {
    ReportContents.Evidence evidence = one.evidence();
    if (!evidence.networks().isEmpty()) {
      tables.shares(tables.caption("table.networks", heading), "network", evidence.networks());
    }
    page.open("ul", "class", "evidence");
    item(
        "evidence.countries",
        evidence.countries().stream()
            .map(share -> words.country(share.key()) + " " + words.percent(share.share()))
            .toList());
    item("evidence.marks", plain(evidence.marks()));
    item("evidence.signatures", plain(evidence.signatures()));
    page.close().line();
    if (!evidence.topSources().isEmpty()) {
      tables.sources(tables.caption("table.sources", heading), evidence.topSources());
    }
  }

  private List<String> plain(List<ReportContents.Share> shares) {
    return shares.stream()
        .map(
            share ->
                words.sayOr("mark.named." + share.key(), share.key())
                    + " "
                    + words.percent(share.share()))
        .toList();
  }

  private void item(String key, List<String> items) {
    if (!items.isEmpty()) {
      prose.within(
          "li",
          words.say("evidence.line", words.say(key), String.join(words.say("list.comma"), items)));
    }
  }

  private void hints(List<Hint> hints) {
    for (boolean then : new boolean[] {true, false}) {
      List<Hint> some = hints.stream().filter(hint -> hint.knownThen() == then).toList();
      if (!some.isEmpty()) {
        page.with("h4", words.say(then ? "hints.then" : "hints.later"));
        prose.list(some.stream().map(drafts::told).toList());
      }
    }
  }
}
