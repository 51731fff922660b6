// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.teiten.central.analyse.RankBy;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.SeriesAnswer;
import org.teiten.central.analyse.SeriesQuestion;
import org.teiten.central.text.Csv;
import org.teiten.central.web.RankJson;

/** A series for people, and as CSV: one line a bucket and row. */
final class SeriesText {
  private SeriesText() {}

  static void table(SeriesQuestion question, SeriesAnswer answer, PrintWriter out) {
    RankQuestion ranking = question.ranking();
    RankTable.begin(
        "Top "
            + RowWords.title(ranking.subject())
            + " by "
            + answer.unit()
            + ", "
            + (ranking.by() == RankBy.RATE
                ? "packets per covered address-day"
                : ranking.by().label()),
        ranking,
        answer.simulated(),
        out);
    List<List<String>> lines = new ArrayList<>();
    List<String> heads = new ArrayList<>(List.of("From", "Covered"));
    answer.series().forEach(one -> heads.add(RowWords.what(ranking.subject(), one.total())));
    lines.add(heads);
    for (int i = 0; i < answer.buckets().size(); i++) {
      SeriesAnswer.Bucket bucket = answer.buckets().get(i);
      List<String> line = new ArrayList<>();
      line.add(
          bucket
              .from()
              .substring(
                  0, question.unit() == org.teiten.central.analyse.SeriesUnit.HOUR ? 16 : 10));
      line.add(
          bucket.expected() > 0
              ? String.format(Locale.ROOT, "%.0f %%", 100 * bucket.observed() / bucket.expected())
              : "-");
      for (SeriesAnswer.Line one : answer.series()) {
        line.add(value(ranking.by(), one.points().get(i)));
      }
      lines.add(line);
    }
    RankTable.printAligned(lines, 0, out);
    out.println();
    RankTable.coverage(answer.coverage(), answer.originDatabases(), out);
  }

  private static String value(RankBy by, SeriesAnswer.Point point) {
    return switch (by) {
      case PACKETS -> String.format(Locale.ROOT, "%,d", point.packets());
      case RATE -> point.rate() == null ? "-" : String.format(Locale.ROOT, "%,.2f", point.rate());
      case SOURCES -> String.format(Locale.ROOT, "%,d", point.sources());
    };
  }

  static void csv(SeriesQuestion question, SeriesAnswer answer, PrintWriter out) {
    RankQuestion ranking = question.ranking();
    List<String> heads = new ArrayList<>(List.of("from", "to", "expected", "observed", "rank"));
    RankJson.fields(ranking.subject()).stream()
        .filter(field -> !field.equals("code"))
        .forEach(heads::add);
    heads.addAll(List.of("packets", "rate", "rate_ipv6", "sources"));
    out.println(Csv.line(heads.toArray()));
    for (int i = 0; i < answer.buckets().size(); i++) {
      SeriesAnswer.Bucket bucket = answer.buckets().get(i);
      for (SeriesAnswer.Line one : answer.series()) {
        SeriesAnswer.Point point = one.points().get(i);
        List<Object> cells = new ArrayList<>();
        cells.add(bucket.from());
        cells.add(bucket.to());
        cells.add(bucket.expected());
        cells.add(bucket.observed());
        cells.add(one.total().rank());
        cells.addAll(RowWords.cells(ranking.subject(), one.total()));
        cells.add(point.packets());
        cells.add(point.rate());
        cells.add(point.rateIpv6());
        cells.add(point.sources());
        out.println(Csv.line(cells.toArray()));
      }
    }
  }
}
