// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Finds what changed in a period. Holds nothing between questions; any thread may ask. */
public final class PhenomenaDetection {
  private final DetectionConfig config;
  private final Runnable goOn;

  /** With these thresholds. */
  public PhenomenaDetection(DetectionConfig config) {
    this(config, () -> {});
  }

  /**
   * With these thresholds, and an end.
   *
   * @param goOn asked before each series is looked at, by any thread; what it throws ends it all
   */
  public PhenomenaDetection(DetectionConfig config, Runnable goOn) {
    this.config = config;
    this.goOn = goOn;
  }

  /**
   * Answers for one period. Baselines and durations use all observations; a phenomenon belongs to
   * the period in which it starts.
   *
   * @param from first day of the period
   * @param to last day of the period
   */
  public PhenomenaAnswer detect(
      Observations observations, Breakdowns breakdowns, LocalDate from, LocalDate to) {
    Exposure exposure = new Exposure(observations);
    Scan scan = new Scan(config, observations, exposure);
    Findings findings =
        new Findings(
            config,
            scan.calendar(),
            new Viewpoints(observations, exposure, scan.calendar()),
            from,
            to);
    List<Scan.Looked> looked =
        observations.series().parallelStream()
            .map(
                series -> {
                  goOn.run();
                  return scan.look(series);
                })
            .filter(Objects::nonNull)
            .collect(Collectors.toList());
    looked.forEach(findings::add);
    int tested = looked.stream().mapToInt(Scan.Looked::tested).sum();
    List<Phenomenon> phenomena = new ArrayList<>(findings.phenomena(tested, breakdowns));
    phenomena.sort(Comparator.comparingDouble(Phenomenon::notability).reversed());
    return new PhenomenaAnswer(
        phenomena, findings.trends(), findings.singleSources(), exposure.blind(), tested);
  }
}
