// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.ArrayList;
import java.util.List;
import org.teiten.central.analyse.Coverage;
import org.teiten.central.analyse.Coverage.SensorCoverage;

/** Who observed on which days. */
final class ObservationPart {
  private final ReportBasis basis;
  private final Coverage coverage;

  ObservationPart(ReportBasis basis, Coverage coverage) {
    this.basis = basis;
    this.coverage = coverage;
  }

  ReportContents.Observation of(Claims claims) {
    Frame now = basis.now();
    List<ReportContents.Gap> gaps = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int day = 0; day < now.length(); day++) {
      int observing = 0;
      for (int s = 0; s < basis.sensors().size(); s++) {
        observing += now.observed()[day][s] >= usual(s) / 2 && usual(s) > 0 ? 1 : 0;
      }
      least = Math.min(least, observing);
      most = Math.max(most, observing);
    }
    if (basis.inner()) {
      for (int s = 0; s < basis.sensors().size(); s++) {
        gaps(s, gaps);
      }
      claims
          .suspectedBlind()
          .forEach(
              blind ->
                  gaps.add(
                      new ReportContents.Gap(
                          blind.sensor(), blind.from().toString(), blind.to().toString(), true)));
    }
    return new ReportContents.Observation(
        basis.sensors().size(),
        (int) coverage.sensors().stream().filter(SensorCoverage::inRate).count(),
        coverage.expected(),
        coverage.observed(),
        basis.inner() ? Long.valueOf(coverage.lostPackets()) : null,
        least,
        most,
        gaps);
  }

  /** What a sensor observes on a whole day. */
  private double usual(int sensor) {
    return coverage.sensors().get(sensor).expected() / basis.period().days();
  }

  private void gaps(int sensor, List<ReportContents.Gap> gaps) {
    Frame now = basis.now();
    int start = -1;
    for (int day = 0; day <= now.length(); day++) {
      boolean missing = day < now.length() && now.observed()[day][sensor] < 0.9 * usual(sensor);
      if (missing && start < 0) {
        start = day;
      } else if (!missing && start >= 0) {
        gaps.add(
            new ReportContents.Gap(
                basis.sensors().get(sensor).id(),
                now.from().plusDays(start).toString(),
                now.from().plusDays(day - 1).toString(),
                false));
        start = -1;
      }
    }
  }
}
