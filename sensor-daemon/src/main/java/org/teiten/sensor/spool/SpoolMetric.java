// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.util.List;
import org.teiten.sensor.spool.SpoolCounters.Aside;
import org.teiten.sensor.spool.SpoolCounters.Drop;
import org.teiten.support.metrics.MetricDescriptor;
import org.teiten.support.metrics.MetricsRegistry;

/** The spool's metrics. */
public enum SpoolMetric implements MetricDescriptor {
  WRITTEN_BATCHES("spool.written", Kind.COUNTER, "batches", "Batches written to the spool."),
  WRITTEN_PACKETS("spool.written", Kind.COUNTER, "packets", "Packets in batches written."),
  DROPPED_BATCHES("spool.dropped", Kind.COUNTER, "batches", "Batches lost, by reason."),
  DROPPED_PACKETS("spool.dropped", Kind.COUNTER, "packets", "Packets in lost batches, by reason."),
  SET_ASIDE_BATCHES("spool.set.aside", Kind.COUNTER, "batches", "Files put aside, by reason."),
  WAITING_BATCHES("spool.waiting", Kind.GAUGE, "batches", "Batches that the centre lacks."),
  WAITING_BYTES("spool.waiting", Kind.GAUGE, "bytes", "Bytes of batches that the centre lacks."),
  OLDEST_SECONDS(
      "spool.oldest.age",
      Kind.GAUGE,
      "seconds",
      "The lag: for how long the oldest interval has waited to be acknowledged; 0 if none waits.");

  private final String noun;
  private final Kind kind;
  private final String unit;
  private final String help;

  SpoolMetric(String noun, Kind kind, String unit, String help) {
    this.noun = noun;
    this.kind = kind;
    this.unit = unit;
    this.help = help;
  }

  /** Binds all of them. */
  public static void bind(MetricsRegistry registry, Spool spool) {
    SpoolCounters counters = spool.counters();
    registry.bind(WRITTEN_BATCHES, counters::writtenBatches);
    registry.bind(WRITTEN_PACKETS, counters::writtenPackets);
    for (Drop reason : Drop.values()) {
      String label = reason.label();
      registry.bind(DROPPED_BATCHES, () -> counters.droppedBatches(reason), "reason", label);
      registry.bind(DROPPED_PACKETS, () -> counters.droppedPackets(reason), "reason", label);
    }
    for (Aside reason : Aside.values()) {
      registry.bind(SET_ASIDE_BATCHES, () -> counters.setAside(reason), "reason", reason.label());
    }
    registry.bind(WAITING_BATCHES, spool::waitingBatches);
    registry.bind(WAITING_BYTES, spool::waitingBytes);
    registry.bind(OLDEST_SECONDS, () -> ageSeconds(spool));
  }

  /** How long the oldest batch waits; 0 if none does or the clock was set back since. */
  static double ageSeconds(Spool spool) {
    return Math.max(0, System.currentTimeMillis() - spool.oldestMillis()) / 1_000.0;
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
    return switch (this) {
      case DROPPED_BATCHES, DROPPED_PACKETS, SET_ASIDE_BATCHES -> List.of("reason");
      default -> List.of();
    };
  }
}
