// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The report as one page of XHTML, for a browser or for paper. */
final class ReportPage {
  private final ReportDocument document;
  private final ReportContents contents;
  private final Words words;
  private final boolean paper;
  private final Markup page = new Markup();
  private final ReportTables tables;
  private final Prose prose = new Prose(page);
  private final ReportFigures figures;
  private int sections;

  private ReportPage(ReportDocument document, boolean paper) {
    this.document = document;
    this.contents = document.contents();
    this.words = document.words();
    this.paper = paper;
    this.tables = new ReportTables(page, prose, words, contents.header().previousObserved());
    this.figures = new ReportFigures(document, page, paper);
  }

  /** A page for paper, and the drawings that its figures name. */
  record Paper(String page, Map<String, Drawing> drawings) {}

  /** For a browser: one file that needs nothing else. */
  static String html(ReportDocument document) {
    return "<!DOCTYPE html>\n" + new ReportPage(document, false).write() + "\n";
  }

  /** For paper. */
  static Paper paper(ReportDocument document) {
    ReportPage page = new ReportPage(document, true);
    return new Paper(page.write(), page.figures.drawings());
  }

  private String write() {
    ReportContents.Header header = contents.header();
    String quarter = words.quarter(header.quarter(), header.from(), header.to());
    String title = words.say("title") + " " + quarter;
    page.open(
        "html",
        "xmlns",
        "http://www.w3.org/1999/xhtml",
        "lang",
        words.language().code(),
        "xml:lang",
        words.language().code());
    page.open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width");
    page.empty("meta", "name", "description", "content", title);
    page.with("title", title);
    page.open("style").raw(style("report.css") + style(paper ? "paper.css" : "screen.css")).close();
    page.close().line().open("body").line();
    page.open("header");
    page.with("h1", words.say("title")).with("p", quarter, "class", "quarter").line();
    page.with(
        "p",
        words.say("edition." + header.edition().name().toLowerCase(Locale.ROOT)),
        "class",
        "edition");
    if (header.simulated()) {
      page.with("p", words.say("simulated"), "class", "simulated", "role", "note");
    }
    page.close().line();
    page.open("main");
    section("overview", this::overview);
    section(
        "phenomena",
        () -> new PhenomenaOnPage(document, page, prose, tables, figures).write(sections));
    section("home", this::home);
    section("surveys", this::surveys);
    section("mirai", this::mirai);
    if (contents.notices() != null) {
      section("notices", this::notices);
    }
    if (!contents.groups().isEmpty()) {
      section("groups", this::groups);
    }
    if (!contents.sensors().isEmpty()) {
      section("sensors", this::sensors);
    }
    section("references", this::references);
    section("method", this::method);
    page.close().close().close();
    return page.toString();
  }

  private static String style(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void section(String key, Runnable body) {
    sections++;
    page.open("section", "id", key)
        .with("h2", sections + ". " + words.say("section." + key))
        .line();
    body.run();
    page.close().line();
  }

  private void text(String id) {
    prose.paragraphs(document.texts().get(id));
  }

  private void overview() {
    text("overview");
    tables.ranking(tables.caption("table.ports"), contents.ports(), true, true);
    tables.ranking(tables.caption("table.countries"), contents.countries(), false, true);
    if (!contents.unranked().isEmpty()) {
      page.with(
          "p",
          words.say(
              "table.unranked",
              words.list(
                  contents.unranked().stream()
                      .map(row -> words.country(row.key()) + " " + words.rate(row.rate()))
                      .toList())),
          "class",
          "note");
    }
    figures.write("ports");
    figures.write("countries");
  }

  private void home() {
    ReportContents.Home home = contents.home();
    String country = words.country(home.country());
    text("home");
    figures.write("home", country);
    if (!home.ports().isEmpty()) {
      tables.ranking(tables.caption("table.home.ports", country), home.ports(), true, true);
    }
    tables.ranking(tables.caption("table.others.ports", country), home.portsOthers(), true, true);
  }

  private void surveys() {
    text("surveys");
    figures.write("surveys");
    if (!contents.surveys().marks().isEmpty()) {
      tables.shares(tables.caption("table.marks"), "mark", contents.surveys().marks());
    }
    if (!contents.surveys().scanners().isEmpty()) {
      tables.shares(tables.caption("table.scanners"), "scanner", contents.surveys().scanners());
    }
  }

  private void mirai() {
    text("mirai");
    figures.write("mirai");
    if (!contents.mirai().ports().isEmpty()) {
      tables.shares(tables.caption("table.mirai"), "port", contents.mirai().ports());
    }
  }

  private void notices() {
    text("notices");
    new NoticesOnPage(contents.notices(), words).write(tables, figures, page);
  }

  private void groups() {
    page.with("p", words.say("groups.text"));
    for (ReportContents.Group group : contents.groups()) {
      String size = Integer.toString(group.sensors());
      if (!group.ports().isEmpty()) {
        tables.ranking(
            tables.caption("table.group", group.name(), size), group.ports(), true, true);
      }
      if (!group.countries().isEmpty()) {
        tables.ranking(
            tables.caption("table.group", group.name(), size), group.countries(), false, true);
      }
    }
  }

  private void sensors() {
    page.with("p", words.say("sensors.text"));
    tables.sensors(contents.sensors());
  }

  private void references() {
    TreeSet<String> sources = new TreeSet<>();
    contents.phenomena().forEach(one -> one.hints().forEach(hint -> sources.add(hint.source())));
    List<String> lines = new ArrayList<>(List.of(words.say("references.iana")));
    lines.addAll(sources);
    prose.list(lines);
  }

  private void method() {
    ReportContents.Header header = contents.header();
    ReportContents.Observation seen = contents.observation();
    boolean all = header.edition() == Edition.INTERNAL;
    List<String> lines = new ArrayList<>();
    lines.add(all ? words.say("method.unit", seen.inMean()) : words.say("method.unit.public"));
    lines.add(words.say("method.class"));
    lines.add(
        words.say(
            "method.zone",
            header.zone(),
            words.day(header.previousFrom()),
            words.day(header.previousTo())));
    lines.add(
        words.say(
            "method.coverage",
            words.number(seen.expected()),
            words.number(seen.observed()),
            words.percent(seen.observed() / seen.expected())));
    if (seen.lostPackets() != null) {
      lines.add(words.say("method.lost", words.number(seen.lostPackets())));
    }
    lines.add(words.say("method.changes"));
    lines.add(words.say("method.knowledge"));
    lines.add(
        words.say(
            "method.origins",
            words.list(
                contents.databases().stream()
                    .map(
                        one ->
                            one.name()
                                + " "
                                + one.date()
                                + (one.distant() ? words.say("method.distant") : ""))
                    .toList())));
    lines.add(words.say("method.rfc"));
    lines.add(words.say("method.software", contents.software(), header.generated()));
    prose.list(lines);
    if (!seen.gaps().isEmpty()) {
      tables.gaps(tables.caption("table.gaps"), seen.gaps());
    }
  }
}
