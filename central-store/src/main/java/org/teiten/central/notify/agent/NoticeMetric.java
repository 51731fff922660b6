// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.agent;

import java.util.List;
import org.teiten.support.metrics.Metric;

/** What is counted of notices on their way out. */
final class NoticeMetric {
  static final Metric ATTEMPTS =
      Metric.counter(
          "notices",
          "attempts",
          "Times that the running centre handed a notice over, by outcome; uncertain ones need a"
              + " human.",
          "result");
  static final Metric REPORTS =
      Metric.counter("notices", "reports", "Mails read that came back, by what they say.", "kind");
  static final Metric LEFT =
      Metric.gauge(
          "notices.left",
          "mails",
          "Mails in notices.bounces that are no reports on notices, for a human.");
  static final Metric WAITING =
      Metric.gauge(
          "notices.waiting",
          "notices",
          "Notices that did not go out, by what they wait for: draft, approved, uncertain.",
          "status");
  static final Metric PASSES =
      Metric.counter(
          "notices",
          "passes",
          "Times that the running centre looked what is to be sent, by outcome; busy is when a command"
              + " had the journal.",
          "result");

  static final List<Metric> ALL = List.of(ATTEMPTS, REPORTS, LEFT, WAITING, PASSES);

  private NoticeMetric() {}
}
