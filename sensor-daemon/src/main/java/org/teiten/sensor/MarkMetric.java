// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.List;
import org.teiten.capture.classify.FingerprintRules;
import org.teiten.flowtuple.QualityMark;
import org.teiten.support.metrics.MetricDescriptor;
import org.teiten.support.metrics.MetricsRegistry;

/** Hits of each rule, so that one that no longer matches anything is seen. */
enum MarkMetric implements MetricDescriptor {
  FINGERPRINT("meter.fingerprint", "Packets in FlowTuples by the mark of a known tool."),
  QUALITY("meter.quality.mark", "Packets in FlowTuples that bear this quality mark.");

  private final String noun;
  private final String help;

  MarkMetric(String noun, String help) {
    this.noun = noun;
    this.help = help;
  }

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

  @Override
  public String noun() {
    return noun;
  }

  @Override
  public Kind kind() {
    return Kind.COUNTER;
  }

  @Override
  public String unit() {
    return "packets";
  }

  @Override
  public String help() {
    return help;
  }

  @Override
  public List<String> labels() {
    return List.of(this == FINGERPRINT ? "fingerprint" : "mark");
  }
}
