// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.enrol;

import java.util.List;
import org.teiten.support.metrics.MetricDescriptor;

/** The certificate's metrics. */
enum RenewalMetric implements MetricDescriptor {
  RENEWALS(
      Kind.COUNTER, "ship.certificate", "renewals", "Renewals of the certificate, by outcome."),
  CERTIFICATE_END(
      Kind.GAUGE,
      "ship.certificate.end",
      "seconds",
      "When this sensor's certificate ends, seconds since 1970.");

  private final Kind kind;
  private final String noun;
  private final String unit;
  private final String help;

  RenewalMetric(Kind kind, String noun, String unit, String help) {
    this.kind = kind;
    this.noun = noun;
    this.unit = unit;
    this.help = help;
  }

  @Override
  public String noun() {
    return noun;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String unit() {
    return unit;
  }

  @Override
  public String help() {
    return help;
  }

  @Override
  public List<String> labels() {
    return this == RENEWALS ? List.of("result") : List.of();
  }
}
