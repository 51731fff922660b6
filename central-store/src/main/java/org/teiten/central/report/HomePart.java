// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teiten.central.store.FlowFilter;
import org.teiten.central.store.ReportQuestions.Along;

/** The packets of the home country and those of all others. */
final class HomePart {
  private static final int SHORT = 5;

  private final ReportBasis basis;

  HomePart(ReportBasis basis) {
    this.basis = basis;
  }

  /** Tells them apart; countries by their packets of the quarter before. */
  ReportContents.Home of(Map<String, double[]> countriesBefore) throws SQLException {
    String home = basis.parts().home();
    Frame now = basis.now();
    Frame before = basis.before();
    Estimates estimates = basis.estimates();
    FlowFilter fromHome = ReportBasis.SCANS.of(ReportAssembly.SCAN, home);
    Map<String, double[]> own = basis.totals(Along.PORT, fromHome);
    Map<String, double[]> ownBefore = basis.totalsBefore(Along.PORT, fromHome);
    double[][] homeDays = basis.days(fromHome, now);
    double[][] others = basis.days(ReportBasis.SCANS, now);
    ReportBasis.addDays(others, homeDays, -1);
    basis.figure(
        "home",
        false,
        List.of(estimates.line(home, homeDays, now), estimates.line("others", others, now)));
    double rate = ReportBasis.zero(estimates.now().rate(Frame.sum(homeDays), now.total()));
    double rateOthers = ReportBasis.zero(estimates.now().rate(Frame.sum(others), now.total()));
    double[] none = new double[basis.sensors().size()];
    double earlier =
        ReportBasis.zero(
            estimates.before().rate(countriesBefore.getOrDefault(home, none), before.total()));
    double[] all = new double[basis.sensors().size()];
    countriesBefore.values().forEach(counts -> Ranked.add(all, counts));
    double allBefore = estimates.before().rate(all, before.total());
    return new ReportContents.Home(
        home,
        estimates.shown(rate),
        estimates.shown(rateOthers),
        rate + rateOthers > 0 ? Ranked.percent(rate / (rate + rateOthers)) : 0,
        allBefore > 0 ? Double.valueOf(Ranked.percent(earlier / allBefore)) : null,
        basis.portRows(own, ownBefore, SHORT),
        basis.portRows(less(basis.portsNow(), own), less(basis.portsBefore(), ownBefore), SHORT));
  }

  private static Map<String, double[]> less(Map<String, double[]> all, Map<String, double[]> some) {
    Map<String, double[]> rest = new LinkedHashMap<>();
    all.forEach(
        (key, packets) -> {
          double[] left = packets.clone();
          double[] gone = some.get(key);
          for (int s = 0; gone != null && s < left.length; s++) {
            left[s] -= gone[s];
          }
          rest.put(key, left);
        });
    return rest;
  }
}
