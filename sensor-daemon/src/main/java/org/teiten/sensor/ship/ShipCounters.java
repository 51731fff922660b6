// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.teiten.sensor.ship.Answer.Verdict;

/** The shipping thread's books, cumulative over the life of the process. Any thread reads. */
final class ShipCounters {
  private final AtomicLongArray answers = new AtomicLongArray(Verdict.values().length);
  private final AtomicLong deliveredBytes = new AtomicLong();
  private final AtomicLong deliveredPackets = new AtomicLong();
  private final AtomicLong newEpochs = new AtomicLong();
  private final AtomicLong diskFailures = new AtomicLong();

  void answered(Verdict verdict) {
    answers.incrementAndGet(verdict.ordinal());
  }

  void delivered(long bytes, long packets) {
    deliveredBytes.addAndGet(bytes);
    deliveredPackets.addAndGet(packets);
  }

  void newEpoch() {
    newEpochs.incrementAndGet();
  }

  void diskFailed() {
    diskFailures.incrementAndGet();
  }

  long answers(Verdict verdict) {
    return answers.get(verdict.ordinal());
  }

  long deliveredBytes() {
    return deliveredBytes.get();
  }

  long deliveredPackets() {
    return deliveredPackets.get();
  }

  long newEpochs() {
    return newEpochs.get();
  }

  long diskFailures() {
    return diskFailures.get();
  }
}
