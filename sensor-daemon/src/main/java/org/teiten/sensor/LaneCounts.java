// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.util.List;
import java.util.function.ToLongFunction;
import org.teiten.capture.pipeline.CaptureCounters;
import org.teiten.capture.pipeline.MeterCounters;

/** What lanes count together. Any thread. */
record LaneCounts(List<CaptureLane> lanes) {
  long captured(ToLongFunction<CaptureCounters> count) {
    return lanes.stream().mapToLong(lane -> count.applyAsLong(lane.captured())).sum();
  }

  long metered(ToLongFunction<MeterCounters> count) {
    return lanes.stream().mapToLong(lane -> count.applyAsLong(lane.meter().counters())).sum();
  }
}
