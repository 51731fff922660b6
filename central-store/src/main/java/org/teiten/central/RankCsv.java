// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.text.Csv;
import org.teiten.central.web.RankJson;

/** A ranking as CSV: ranked rows, then those without rank. */
final class RankCsv {
  private static final String CODE = "code";

  private RankCsv() {}

  static void print(RankQuestion question, RankAnswer answer, PrintWriter out) {
    List<RankAnswer.Row> rows =
        Stream.concat(answer.rows().stream(), answer.unranked().stream()).toList();
    List<String> heads = new ArrayList<>(List.of("rank"));
    RankJson.fields(question.subject()).stream()
        .filter(field -> !field.equals(CODE))
        .forEach(heads::add);
    heads.addAll(
        List.of("packets", "rate", "rate_ipv6", "sources", "sources_error", "previous_rank"));
    if (question.compareGroups() && !rows.isEmpty()) {
      for (RankAnswer.GroupView group : rows.get(0).groups()) {
        heads.addAll(
            List.of(
                group.group() + " packets",
                group.group() + " rate",
                group.group() + " rate_ipv6",
                group.group() + " seen_by",
                group.group() + " observing"));
      }
    }
    out.println(Csv.line(heads.toArray()));
    rows.forEach(row -> out.println(line(question, row)));
  }

  private static String line(RankQuestion question, RankAnswer.Row row) {
    List<Object> cells = new ArrayList<>();
    cells.add(row.rank());
    cells.addAll(RowWords.cells(question.subject(), row));
    cells.add(row.packets());
    cells.add(row.rate());
    cells.add(row.rateIpv6());
    cells.add(row.sources());
    cells.add(row.sourcesError());
    cells.add(row.previousRank());
    if (row.groups() != null) {
      for (RankAnswer.GroupView group : row.groups()) {
        cells.add(group.packets());
        cells.add(group.rate());
        cells.add(group.rateIpv6());
        cells.add(group.seenBy());
        cells.add(group.observing());
      }
    }
    return Csv.line(cells.toArray());
  }
}
