// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.enrol;

import java.util.List;
import org.teiten.support.metrics.Metric;

/** The certificate's metrics. */
final class RenewalMetric {
  static final Metric RENEWALS =
      Metric.counter(
          "ship.certificate", "renewals", "Renewals of the certificate, by outcome.", "result");
  static final Metric CERTIFICATE_END =
      Metric.gauge(
          "ship.certificate.end",
          "seconds",
          "When this sensor's certificate ends, seconds since 1970.");

  /** All of them, in the order of the page. */
  static final List<Metric> ALL = List.of(RENEWALS, CERTIFICATE_END);

  private RenewalMetric() {}
}
