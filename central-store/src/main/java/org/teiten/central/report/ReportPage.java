// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teiten.central.knowledge.Hint;
import org.teiten.central.report.ReportContents.Figure;
import org.teiten.central.report.ReportContents.Section;

/** The report as one page of XHTML, for a browser or for paper. */
final class ReportPage {
  private static final Pattern PARAGRAPHS = Pattern.compile("\n\\s*\n");

  private static final Pattern PORT = Pattern.compile("\\d+/(TCP|UDP|ICMP(v6)?)");

  private final ReportDocument document;
  private final ReportContents contents;
  private final Words words;
  private final Drafts drafts;
  private final boolean paper;
  private final Markup page = new Markup();
  private final ReportTables tables;
  private final Map<String, Drawing> drawings = new LinkedHashMap<>();
  private int sections;
  private int figures;

  private ReportPage(ReportDocument document, boolean paper) {
    this.document = document;
    this.contents = document.contents();
    this.words = document.words();
    this.drafts = new Drafts(contents, words);
    this.paper = paper;
    this.tables = new ReportTables(page, words, contents.header().previousObserved());
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
    return new Paper(page.write(), page.drawings);
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
    overview();
    phenomena();
    home();
    surveys();
    mirai();
    groups();
    sensors();
    references();
    method();
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

  private void section(String key) {
    sections++;
    page.open("section", "id", key)
        .with("h2", sections + ". " + words.say("section." + key))
        .line();
  }

  private void text(String id) {
    for (String paragraph : PARAGRAPHS.split(document.texts().get(id), -1)) {
      page.open("p");
      inline(paragraph.replace('\n', ' ').strip());
      page.close().line();
    }
  }

  // A port is not broken over two lines.
  private void inline(String text) {
    Matcher port = PORT.matcher(text);
    int at = 0;
    while (port.find()) {
      page.text(text.substring(at, port.start())).with("span", port.group(), "class", "port");
      at = port.end();
    }
    page.text(text.substring(at));
  }

  private void overview() {
    section("overview");
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
    figure("ports");
    figure("countries");
    page.close().line();
  }

  private void figure(String id, String... values) {
    Figure figure =
        contents.figures().stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    if (figure == null) {
      return;
    }
    Object[] all = new Object[values.length + 1];
    all[0] = ++figures;
    System.arraycopy(values, 0, all, 1, values.length);
    String caption = words.say("figure." + figure.kind(), all);
    String alternative = document.alternative(figure, caption);
    Drawing drawing = LineChart.draw(figure, document.lineNames(figure));
    drawings.put(id, drawing);
    page.open("figure", "id", "figure-" + id);
    if (paper) {
      onPaper(drawing, id, alternative);
    } else {
      page.raw(SvgFigure.of(drawing, "figure-" + id, alternative));
    }
    page.line()
        .with(
            "figcaption",
            caption
                + words.say("figure.unit", words.say(figure.percent() ? "unit.percent" : "unit")))
        .close()
        .line();
  }

  // Lines are drawn, labels are text of the page: they stay text in the PDF.
  private void onPaper(Drawing drawing, String id, String alternative) {
    page.open(
        "div",
        "class",
        "drawing",
        "style",
        "width:" + drawing.width() + "pt;height:" + drawing.height() + "pt");
    page.with(
        "object",
        "",
        "type",
        ReportPdf.DRAWING,
        "data",
        id,
        "alt",
        alternative,
        "title",
        alternative,
        "style",
        "width:" + drawing.width() + "pt;height:" + drawing.height() + "pt");
    for (Drawing.Label label : drawing.labels()) {
      String place =
          label.atEnd()
              ? "left:0;text-align:right;width:" + number(label.x()) + "pt"
              : "left:" + number(label.x()) + "pt";
      page.with(
          "div",
          label.text(),
          "class",
          "label",
          "style",
          place + ";top:" + number(label.y() - LineChart.TEXT) + "pt");
    }
    page.close();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private void phenomena() {
    section("phenomena");
    if (contents.phenomena().isEmpty()) {
      page.with("p", words.say("no.phenomena"));
    }
    int number = 0;
    for (Section one : contents.phenomena()) {
      number++;
      String heading = drafts.heading(one);
      page.open("section", "id", "phenomenon-" + one.claim().id())
          .with("h3", sections + "." + number + " " + heading)
          .line();
      text("phenomenon." + one.claim().id());
      figure(one.figure(), heading);
      if (one.claim().seenBy().size() > 1) {
        tables.views(tables.caption("table.views", heading), one.claim().seenBy());
      }
      evidence(one, heading);
      hints(one.hints());
      page.close().line();
    }
    if (!contents.trends().isEmpty()) {
      page.with("h3", words.say("section.trends")).with("p", words.say("trends.text"));
      tables.trends(tables.caption("table.trends"), contents.trends());
    }
    if (!contents.singleSources().isEmpty()) {
      page.with("h3", words.say("section.single"));
      tables.sources(tables.caption("table.single"), contents.singleSources());
    }
    page.close().line();
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
      page.with(
          "li",
          words.say("evidence.line", words.say(key), String.join(words.say("list.comma"), items)));
    }
  }

  private void hints(List<Hint> hints) {
    for (boolean then : new boolean[] {true, false}) {
      List<Hint> some = hints.stream().filter(hint -> hint.knownThen() == then).toList();
      if (!some.isEmpty()) {
        page.with("h4", words.say(then ? "hints.then" : "hints.later")).open("ul");
        some.forEach(hint -> page.with("li", drafts.told(hint)));
        page.close().line();
      }
    }
  }

  private void home() {
    ReportContents.Home home = contents.home();
    String country = words.country(home.country());
    section("home");
    text("home");
    figure("home", country);
    if (!home.ports().isEmpty()) {
      tables.ranking(tables.caption("table.home.ports", country), home.ports(), true, true);
    }
    tables.ranking(tables.caption("table.others.ports", country), home.portsOthers(), true, true);
    page.close().line();
  }

  private void surveys() {
    section("surveys");
    text("surveys");
    figure("surveys");
    if (!contents.surveys().marks().isEmpty()) {
      tables.shares(tables.caption("table.marks"), "mark", contents.surveys().marks());
    }
    if (!contents.surveys().scanners().isEmpty()) {
      tables.shares(tables.caption("table.scanners"), "scanner", contents.surveys().scanners());
    }
    page.close().line();
  }

  private void mirai() {
    section("mirai");
    text("mirai");
    figure("mirai");
    if (!contents.mirai().ports().isEmpty()) {
      tables.shares(tables.caption("table.mirai"), "port", contents.mirai().ports());
    }
    page.close().line();
  }

  private void groups() {
    if (contents.groups().isEmpty()) {
      return;
    }
    section("groups");
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
    page.close().line();
  }

  private void sensors() {
    if (!contents.sensors().isEmpty()) {
      section("sensors");
      page.with("p", words.say("sensors.text"));
      tables.sensors(contents.sensors());
      page.close().line();
    }
  }

  private void references() {
    section("references");
    page.open("ul").with("li", words.say("references.iana"));
    TreeSet<String> sources = new TreeSet<>();
    contents.phenomena().forEach(one -> one.hints().forEach(hint -> sources.add(hint.source())));
    sources.forEach(source -> page.with("li", source));
    page.close().close().line();
  }

  private void method() {
    ReportContents.Header header = contents.header();
    ReportContents.Observation seen = contents.observation();
    section("method");
    page.open("ul");
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
    lines.forEach(line -> page.with("li", line));
    page.close().line();
    if (!seen.gaps().isEmpty()) {
      tables.gaps(tables.caption("table.gaps"), seen.gaps());
    }
    page.close().line();
  }
}
