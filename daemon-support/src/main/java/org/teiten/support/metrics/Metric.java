// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.metrics;

import java.util.List;

/**
 * One metric in a stage's list of them.
 *
 * <p>A counter appears to Prometheus as {@code teiten_<stage>_<noun>_<unit>_total}, a gauge without
 * the ending.
 *
 * @param noun stage and noun with dots, such as {@code capture.received}; without project and unit
 * @param unit the base unit, plural: {@code packets}, {@code bytes}, {@code seconds}
 * @param help what it counts, in one sentence
 * @param labels names of the labels with which it is bound
 */
public record Metric(Kind kind, String noun, String unit, String help, List<String> labels) {
  /** What kind of number it is. */
  public enum Kind {
    /** Only rises while the process lives. */
    COUNTER,
    /** Goes up and down. */
    GAUGE
  }

  public Metric {
    labels = List.copyOf(labels);
  }

  /** A number that only rises. */
  public static Metric counter(String noun, String unit, String help, String... labels) {
    return new Metric(Kind.COUNTER, noun, unit, help, List.of(labels));
  }

  /** A number that goes up and down. */
  public static Metric gauge(String noun, String unit, String help, String... labels) {
    return new Metric(Kind.GAUGE, noun, unit, help, List.of(labels));
  }

  /** The name under which Prometheus knows it. */
  public String prometheusName() {
    String name = "teiten_" + noun.replace('.', '_') + "_" + unit;
    return kind == Kind.COUNTER ? name + "_total" : name;
  }
}
