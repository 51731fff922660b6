// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.util.HashMap;
import java.util.Map;

/** Places for batches on their way: so many in all; one sensor leaves a quarter to the others. */
final class UploadPlaces {
  private final int places;
  private final int most;
  private final Map<Integer, Integer> taken = new HashMap<>();
  private int all;

  UploadPlaces(int places) {
    this.places = places;
    this.most = places - places / 4;
  }

  /**
   * Takes a place, to be given back.
   *
   * @return whether there was one
   */
  synchronized boolean tryTake(int sensor) {
    int own = taken.getOrDefault(sensor, 0);
    if (all >= places || own >= most) {
      return false;
    }
    all++;
    taken.put(sensor, own + 1);
    return true;
  }

  synchronized void giveBack(int sensor) {
    all--;
    taken.computeIfPresent(sensor, (number, own) -> own == 1 ? null : own - 1);
  }
}
