// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.util.List;
import org.teiten.support.metrics.Metric;

/** What is counted of rows whose time is over. */
final class RetentionMetric {
  static final Metric DELETED =
      Metric.counter(
          "retention.deleted",
          "rows",
          "Rows deleted because their time was over, by kind: raw rows, or rollups with sketches.",
          "kind");
  static final Metric PASSES =
      Metric.counter(
          "retention",
          "passes",
          "Times that the running centre looked for rows whose time is over, by outcome.",
          "result");
  static final Metric RAW_FROM =
      Metric.gauge(
          "retention.raw.from",
          "timestamp_seconds",
          "From when on raw rows are there, Unix time; 0 while none were deleted.");
  static final Metric LEFT =
      Metric.gauge(
          "retention.left", "rows", "Raw rows whose time is over and that are to be deleted.");

  static final List<Metric> ALL = List.of(DELETED, PASSES, RAW_FROM, LEFT);

  private RetentionMetric() {}
}
