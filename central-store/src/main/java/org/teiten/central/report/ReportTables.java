// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.ArrayList;
import java.util.List;
import org.teiten.central.report.ReportContents.Row;
import org.teiten.central.report.ReportContents.Share;

/** Writes tables, numbered as they come. */
final class ReportTables {
  private static final String NUMBER = "number";

  /** A column: its heading, and whether it holds numbers. */
  record Column(String heading, boolean number) {}

  private final Markup page;
  private final Prose prose;
  private final Words words;
  private final String unseen;
  private int tables;

  ReportTables(Markup page, Prose prose, Words words, boolean previousObserved) {
    this.page = page;
    this.prose = prose;
    this.words = words;
    this.unseen = words.say(previousObserved ? "outside" : "unobserved");
  }

  private Column text(String key) {
    return new Column(words.say("column." + key), false);
  }

  private Column number(String key) {
    return new Column(words.say("column." + key), true);
  }

  /** A caption with the number of the next table. */
  String caption(String key, String... values) {
    Object[] all = new Object[values.length + 1];
    all[0] = ++tables;
    System.arraycopy(values, 0, all, 1, values.length);
    return words.say(key, all);
  }

  void table(String caption, List<Column> columns, List<List<String>> rows) {
    page.open("table").line();
    page.with("caption", caption).line();
    page.open("thead").open("tr");
    for (Column column : columns) {
      page.with("th", column.heading(), "scope", "col", "class", column.number() ? NUMBER : null);
    }
    page.close().close().line().open("tbody");
    for (List<String> row : rows) {
      page.open("tr");
      for (int i = 0; i < columns.size(); i++) {
        prose.within("td", row.get(i), "class", columns.get(i).number() ? NUMBER : null);
      }
      page.close().line();
    }
    page.close().close().line();
  }

  /** A ranking of ports or countries. */
  void ranking(String caption, List<Row> rows, boolean ports, boolean previous) {
    boolean counts = previous && rows.stream().anyMatch(row -> row.packets() != null);
    boolean sources = previous && rows.stream().anyMatch(row -> row.sources() != null);
    List<Column> columns = new ArrayList<>();
    columns.add(number("rank"));
    columns.add(text(ports ? "port" : "country"));
    columns.add(number("rate"));
    if (previous) {
      columns.add(number("previous"));
      columns.add(number("rate.previous"));
    }
    if (counts) {
      columns.add(number("packets"));
    }
    if (sources) {
      columns.add(number("sources"));
    }
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      List<String> line = new ArrayList<>();
      line.add(String.valueOf(row.rank()));
      line.add(ports ? words.port(row.key(), row.service()) : words.country(row.key()));
      line.add(words.rate(row.rate()));
      if (previous) {
        line.add(row.previousRank() == null ? unseen : String.valueOf(row.previousRank()));
        line.add(words.rate(row.previousRate()));
      }
      if (counts) {
        line.add(row.packets() == null ? words.say("none") : words.number(row.packets()));
      }
      if (sources) {
        line.add(row.sources() == null ? words.say("none") : words.number(row.sources()));
      }
      cells.add(line);
    }
    table(caption, columns, cells);
  }

  /** Parts of a whole. */
  void shares(String caption, String column, List<Share> shares) {
    boolean rates = shares.stream().anyMatch(share -> share.rate() != null);
    List<Column> columns = new ArrayList<>(List.of(text(column)));
    if (rates) {
      columns.add(number("rate"));
    }
    columns.add(number("share"));
    List<List<String>> cells = new ArrayList<>();
    for (Share share : shares) {
      List<String> line = new ArrayList<>(List.of(label(share, column)));
      if (rates) {
        line.add(words.rate(share.rate()));
      }
      line.add(words.percent(share.share()));
      cells.add(line);
    }
    table(caption, columns, cells);
  }

  private String label(Share share, String column) {
    return switch (column) {
      case "port" -> words.port(share.key(), share.name());
      case "scanner" -> share.name();
      case "mark" -> share.key();
      default ->
          share.name() == null ? share.key() : words.say("port.service", share.key(), share.name());
    };
  }

  /** Sources, with what they sent. */
  void sources(String caption, List<ReportContents.SourceRow> sources) {
    page.open("div", "class", "dense");
    table(
        caption,
        List.of(
            text("source"),
            text("region"),
            text("network"),
            text("target"),
            text("period"),
            number("packets"),
            number("share")),
        sources.stream()
            .map(
                one ->
                    List.of(
                        one.source(),
                        one.country() == null ? words.say("none") : words.country(one.country()),
                        one.network() == 0
                            ? words.say("none")
                            : "AS"
                                + one.network()
                                + (one.networkName() == null ? "" : " " + one.networkName()),
                        String.join(
                            words.say("list.comma"),
                            one.ports().stream()
                                .limit(6)
                                .map(port -> words.port(port, null))
                                .toList()),
                        period(one.from(), one.to()),
                        words.number(one.packets()),
                        words.percent(one.share())))
            .toList());
    page.close();
  }

  /** What each group of sensors saw of a change. */
  void views(String caption, List<Claims.View> views) {
    boolean counts = views.stream().anyMatch(one -> one.sensorsObserving() != null);
    List<Column> columns = new ArrayList<>();
    columns.addAll(List.of(text("group"), text("sees"), number("before"), number("since")));
    columns.add(number("factor"));
    if (counts) {
      columns.addAll(List.of(number("sensors"), number("sources")));
    }
    List<List<String>> cells = new ArrayList<>();
    for (Claims.View one : views) {
      List<String> line = new ArrayList<>();
      line.add(one.group());
      line.add(words.say(one.sees() == null ? "sees.unclear" : "sees." + one.sees()));
      line.add(words.rate(one.rateBefore()));
      line.add(words.rate(one.rate()));
      line.add(one.factor() == null ? words.say("none") : words.times(one.factor()));
      if (counts) {
        line.add(words.say("sensors.of", one.sensorsSeeing(), one.sensorsObserving()));
        line.add(one.sources() == null ? words.say("none") : words.number(one.sources()));
      }
      cells.add(line);
    }
    table(caption, columns, cells);
  }

  private String period(String from, String to) {
    return from.equals(to) ? from : words.say("trend.from", from, to);
  }

  void trends(String caption, List<ReportContents.TrendRow> trends) {
    table(
        caption,
        List.of(text("port"), text("country"), text("period"), number("factor")),
        trends.stream()
            .map(
                one ->
                    List.of(
                        words.port(one.port(), one.service()),
                        one.country() == null ? words.say("none") : words.country(one.country()),
                        period(one.from(), one.to()),
                        words.times(one.factor())))
            .toList());
  }

  void gaps(String caption, List<ReportContents.Gap> gaps) {
    table(
        caption,
        List.of(text("sensor"), text("period"), text("reason")),
        gaps.stream()
            .map(
                one ->
                    List.of(
                        one.sensor(),
                        period(one.from(), one.to()),
                        words.say(one.suspected() ? "gap.suspected" : "gap.missing")))
            .toList());
  }

  /** One line a sensor, for a page of them would be read by nobody. */
  void sensors(List<ReportContents.SensorTable> sensors) {
    List<Column> columns = new ArrayList<>(List.of(text("sensor")));
    for (int rank = 1; rank <= Ranked.TOP; rank++) {
      columns.add(new Column(Integer.toString(rank), false));
    }
    page.open("div", "class", "wide");
    table(
        words.say("section.sensors"),
        columns,
        sensors.stream()
            .map(
                one -> {
                  List<String> line = new ArrayList<>(List.of(one.sensor()));
                  for (int i = 0; i < Ranked.TOP; i++) {
                    line.add(
                        i < one.ports().size()
                            ? words.port(one.ports().get(i).key(), null)
                                + " "
                                + words.rate(one.ports().get(i).rate())
                            : words.say("none"));
                  }
                  return line;
                })
            .toList());
    page.close();
  }
}
