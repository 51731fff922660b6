// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/** An episode with its start and duration as fitted. */
record Dated(Episode episode, Shape shape) {
  static Dated of(Episode episode) {
    return new Dated(episode, ShapeFit.of(episode));
  }

  String country() {
    return episode.watched().country();
  }

  int from() {
    return shape.from();
  }

  boolean startsWithin(int days, Dated other) {
    return Math.abs(from() - other.from()) <= days;
  }
}
