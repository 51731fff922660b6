// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.util.List;
import java.util.stream.Stream;
import org.teiten.central.ingest.IngestCounters;
import org.teiten.central.ingest.RetentionAgent;
import org.teiten.central.notify.agent.NoticeCounters;
import org.teiten.central.web.api.QueryCounters;
import org.teiten.support.metrics.Metric;

/** Everything that a centre's {@code /metrics} can show. */
final class CentralMetrics {
  private CentralMetrics() {}

  static List<Metric> all() {
    return Stream.of(
            IngestCounters.metrics(),
            RetentionAgent.metrics(),
            NoticeCounters.metrics(),
            QueryCounters.metrics())
        .flatMap(List::stream)
        .toList();
  }
}
