// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.teiten.central.knowledge.Knowledge;
import org.teiten.central.knowledge.ResearchScanner;
import org.teiten.central.report.ReportContents.Share;
import org.teiten.central.store.ReportQuestions.Block;

/** Packets of survey scanners, and the figure with and without them. */
final class SurveyPart {
  private static final double LEAST_SHARE = 0.0005;

  private final ReportBasis basis;

  SurveyPart(ReportBasis basis) {
    this.basis = basis;
  }

  /**
   * Tells them apart.
   *
   * @param byMark the quarter's packets by mark, day and sensor
   */
  ReportContents.Surveys of(Map<String, double[][]> byMark) throws SQLException {
    Frame now = basis.now();
    Knowledge knowledge = basis.parts().knowledge();
    Estimates estimates = basis.estimates();
    List<String> tools = byMark.keySet().stream().filter(SurveyMarks::isTool).sorted().toList();
    List<Block> blocks = SurveyMarks.blocks(knowledge);
    Map<String, double[][]> byScanner =
        blocks.isEmpty()
            ? Map.of()
            : basis.ask().blocks(now.days(), ReportBasis.SCANS, blocks, tools);
    double[][] all = ReportBasis.none(now);
    byMark.values().forEach(counts -> ReportBasis.addDays(all, counts, 1));
    double[][] without = ReportBasis.none(now);
    ReportBasis.addDays(without, all, 1);
    tools.forEach(tool -> ReportBasis.addDays(without, byMark.get(tool), -1));
    byScanner.values().forEach(counts -> ReportBasis.addDays(without, counts, -1));
    basis.figure(
        "surveys",
        false,
        List.of(estimates.line("all", all, now), estimates.line("without", without, now)));
    Map<String, double[]> marks = new TreeMap<>();
    byMark.forEach((mark, counts) -> marks.put(mark, Frame.sum(counts)));
    Map<String, double[]> scanners = new TreeMap<>();
    byScanner.forEach((name, counts) -> scanners.put(name, Frame.sum(counts)));
    double[] rest = Frame.sum(without);
    scanners.put("", rest);
    RateEstimate estimate = estimates.now();
    return new ReportContents.Surveys(
        Ranked.shares(marks, estimate, now.total(), k -> k, k -> k, 20, 0).stream()
            .filter(share -> !share.key().equals("none"))
            .toList(),
        scannerShares(scanners, Frame.sum(all)),
        knowledge.scanners().stream()
            .map(ResearchScanner::date)
            .map(Object::toString)
            .max(String::compareTo)
            .orElse(null),
        estimates.shown(estimate.rate(Frame.sum(all), now.total())),
        estimates.shown(estimate.rate(rest, now.total())),
        List.of());
  }

  private List<Share> scannerShares(Map<String, double[]> scanners, double[] all) {
    Frame now = basis.now();
    Estimates estimates = basis.estimates();
    double whole = estimates.now().rate(all, now.total());
    List<Share> shares = new ArrayList<>();
    scanners.forEach(
        (id, packets) -> {
          double rate = estimates.now().rate(packets, now.total());
          if (!id.isEmpty() && whole > 0 && rate / whole >= LEAST_SHARE) {
            shares.add(
                new Share(
                    id,
                    SurveyMarks.name(basis.parts().knowledge(), id),
                    estimates.shown(rate),
                    Ranked.percent(rate / whole)));
          }
        });
    return shares;
  }
}
