// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.teiten.central.report.ReportContents.Line;
import org.teiten.central.report.ReportContents.Row;
import org.teiten.central.report.ReportContents.Share;
import org.teiten.central.store.ReportQuestions.Along;

/** The share of packets that bear Mirai's mark. */
final class MiraiPart {
  private static final String MIRAI = "mirai";
  private static final double LEAST_SHARE = 0.01;

  private final ReportBasis basis;

  MiraiPart(ReportBasis basis) {
    this.basis = basis;
  }

  /**
   * Tells it, over time and by port.
   *
   * @param byMark the quarter's packets by mark, day and sensor
   * @param ports those to look at
   */
  ReportContents.Mirai of(Map<String, double[][]> byMark, List<Row> ports) throws SQLException {
    Frame now = basis.now();
    Frame before = basis.before();
    double[][] all = ReportBasis.none(now);
    byMark.values().forEach(counts -> ReportBasis.addDays(all, counts, 1));
    double[][] own = byMark.getOrDefault(MIRAI, ReportBasis.none(now));
    figure(own, all);
    Map<String, double[]> marksBefore = basis.totalsBefore(Along.FINGERPRINT, ReportBasis.SCANS);
    double[] allBefore = none();
    marksBefore.values().forEach(packets -> Ranked.add(allBefore, packets));
    boolean observedBefore = Arrays.stream(before.total()).sum() > 0;
    return new ReportContents.Mirai(
        Ranked.percent(share(Frame.sum(own), Frame.sum(all), basis.estimates().now(), now)),
        observedBefore
            ? Double.valueOf(
                Ranked.percent(
                    share(
                        marksBefore.getOrDefault(MIRAI, none()),
                        allBefore,
                        basis.estimates().before(),
                        before)))
            : null,
        byPort(ports));
  }

  private void figure(double[][] own, double[][] all) {
    double[] part = basis.estimates().daily().daily(own, basis.now().observed());
    double[] whole = basis.estimates().daily().daily(all, basis.now().observed());
    List<Double> percent = new ArrayList<>();
    for (int day = 0; day < part.length; day++) {
      percent.add(
          whole[day] > 0 ? Ranked.percent(ReportBasis.zero(part[day]) / whole[day]) * 100 : null);
    }
    basis.figure("mirai", true, List.of(new Line(MIRAI, percent)));
  }

  private List<Share> byPort(List<Row> ports) throws SQLException {
    Map<String, double[]> marked = basis.totals(Along.PORT, ReportBasis.SCANS.marked(MIRAI));
    Map<String, String> numbers = PortText.numbers(basis.portsNow().keySet());
    List<Share> byPort = new ArrayList<>();
    for (Row row : ports) {
      String number = numbers.get(row.key());
      double share =
          share(
              marked.getOrDefault(number, none()),
              basis.portsNow().get(number),
              basis.estimates().now(),
              basis.now());
      if (share >= LEAST_SHARE) {
        byPort.add(new Share(row.key(), row.service(), null, Ranked.percent(share)));
      }
    }
    return byPort;
  }

  private double[] none() {
    return new double[basis.sensors().size()];
  }

  private static double share(double[] part, double[] all, RateEstimate estimate, Frame frame) {
    double whole = estimate.rate(all, frame.total());
    return whole > 0 ? ReportBasis.zero(estimate.rate(part, frame.total())) / whole : 0;
  }
}
