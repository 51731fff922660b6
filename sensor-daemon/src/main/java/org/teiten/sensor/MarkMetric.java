// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.List;
import org.teiten.capture.classify.FingerprintRules;
import org.teiten.flowtuple.QualityMark;
import org.teiten.support.metrics.Metric;
import org.teiten.support.metrics.MetricsRegistry;

/** Hits of each rule, so that one that no longer matches anything is seen. */
final class MarkMetric {
  static final Metric FINGERPRINT =
      Metric.counter(
          "meter.fingerprint",
          "packets",
          "Packets in FlowTuples by the mark of a known tool.",
          "fingerprint");
  static final Metric QUALITY =
      Metric.counter(
          "meter.quality.mark",
          "packets",
          "Packets in FlowTuples that bear this quality mark.",
          "mark");

  /** All of them, in the order of the page. */
  static final List<Metric> ALL = List.of(FINGERPRINT, QUALITY);

  private MarkMetric() {}

  static void bind(MetricsRegistry registry, CaptureLanes lanes) {
    for (int id = 0; id < FingerprintRules.RULES.size(); id++) {
      int rule = id;
      registry.bind(
          FINGERPRINT,
          () -> lanes.metered(metered -> metered.packetsByFingerprint(rule)),
          "fingerprint",
          FingerprintRules.fingerprint(rule).label());
    }
    for (QualityMark mark : QualityMark.values()) {
      registry.bind(
          QUALITY, () -> lanes.metered(metered -> metered.packets(mark)), "mark", mark.label());
    }
  }
}
