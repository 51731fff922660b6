// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.enrich.Origin;
import org.teiten.central.report.ReportContents.Row;
import org.teiten.central.store.ReportQuestions.Along;

/** The tables of ports and regions, and their figures. */
final class RankingPart {
  private static final Set<String> UNRANKED =
      Set.of(Origin.SPECIAL, Origin.UNKNOWN, Origin.UNATTRIBUTED);
  private static final int FIGURE_LINES = 5;

  private final ReportBasis basis;

  RankingPart(ReportBasis basis) {
    this.basis = basis;
  }

  /**
   * Table 1.
   *
   * @param answered knows the sources
   */
  List<Row> ports(List<RankAnswer.Row> answered) {
    return withSources(basis.portRows(basis.portsNow(), basis.portsBefore(), Ranked.TOP), answered);
  }

  /** Table 2. */
  List<Row> countries(
      Map<String, double[]> now, Map<String, double[]> before, List<RankAnswer.Row> answered) {
    return withSources(rows(places(now, false), places(before, false), Ranked.TOP), answered);
  }

  /** What stands below it: addresses of no place. */
  List<Row> unranked(Map<String, double[]> now, Map<String, double[]> before) {
    return rows(places(now, true), places(before, true), UNRANKED.size()).stream()
        .map(RankingPart::withoutRank)
        .toList();
  }

  private List<Row> rows(Map<String, double[]> current, Map<String, double[]> previous, int limit) {
    return basis
        .estimates()
        .ranked()
        .rows(current, previous, key -> key, key -> null, limit, basis.inner());
  }

  /** Countries, or what is none. */
  static Map<String, double[]> places(Map<String, double[]> totals, boolean unranked) {
    Map<String, double[]> some = new LinkedHashMap<>(totals);
    some.keySet().removeIf(key -> UNRANKED.contains(key) != unranked);
    return some;
  }

  private static Row withoutRank(Row row) {
    return new Row(
        null,
        row.key(),
        row.service(),
        row.rate(),
        row.previousRate(),
        null,
        row.packets(),
        row.sources());
  }

  private List<Row> withSources(List<Row> rows, List<RankAnswer.Row> answered) {
    if (!basis.inner()) {
      return rows;
    }
    Map<String, RankAnswer.Row> known = new HashMap<>();
    for (RankAnswer.Row row : answered) {
      known.put(key(row), row);
    }
    return rows.stream()
        .map(
            row ->
                new Row(
                    row.rank(),
                    row.key(),
                    row.service(),
                    row.rate(),
                    row.previousRate(),
                    row.previousRank(),
                    known.containsKey(row.key()) ? known.get(row.key()).packets() : row.packets(),
                    known.containsKey(row.key()) ? known.get(row.key()).sources() : null))
        .toList();
  }

  private static String key(RankAnswer.Row row) {
    if (row.country() != null) {
      return row.country();
    }
    Integer number = row.port() == null ? row.type() : row.port();
    return number == null ? String.valueOf(row.protocol()) : number + "/" + row.protocol();
  }

  /** The first of a table day by day. */
  void figure(String kind, Along key, List<Row> rows) throws SQLException {
    Frame now = basis.now();
    Map<String, String> numbers =
        key == Along.PORT ? PortText.numbers(basis.portsNow().keySet()) : Map.of();
    List<String> asked = rows.stream().limit(FIGURE_LINES).map(Row::key).toList();
    Map<String, double[][]> days =
        basis
            .ask()
            .days(
                key,
                now.days(),
                ReportBasis.SCANS,
                asked.stream().map(one -> numbers.getOrDefault(one, one)).toList());
    basis.figure(
        kind,
        false,
        asked.stream()
            .map(
                one ->
                    basis
                        .estimates()
                        .line(
                            one,
                            days.getOrDefault(
                                numbers.getOrDefault(one, one), ReportBasis.none(now)),
                            now))
            .toList());
  }
}
