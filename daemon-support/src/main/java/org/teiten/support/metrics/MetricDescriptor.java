// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.metrics;

import java.util.List;

/**
 * One metric in a stage's list of them; implemented by one enum a stage.
 *
 * <p>A counter appears to Prometheus as {@code teiten_<stage>_<noun>_<unit>_total}, a gauge without
 * the ending.
 */
public interface MetricDescriptor {
  /** What kind of number it is. */
  enum Kind {
    /** Only rises while the process lives. */
    COUNTER,
    /** Goes up and down. */
    GAUGE
  }

  /** Stage and noun with dots, such as {@code capture.received}; without project and unit. */
  String noun();

  Kind kind();

  /** The base unit, plural: {@code packets}, {@code bytes}, {@code seconds}. */
  String unit();

  /** What it counts, in one sentence. */
  String help();

  /** Names of the labels with which it is bound. */
  default List<String> labels() {
    return List.of();
  }

  /** The name under which Prometheus knows it. */
  default String prometheusName() {
    String name = "teiten_" + noun().replace('.', '_') + "_" + unit();
    return kind() == Kind.COUNTER ? name + "_total" : name;
  }
}
