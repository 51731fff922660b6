// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Which duty stands still for longer than it may. Looked at by one thread. */
final class DutyWatch {
  private static final class Seen {
    final Duty duty;
    long progress;
    long sinceNanos;

    Seen(Duty duty, long nowNanos) {
      this.duty = duty;
      this.progress = duty.progress().getAsLong();
      this.sinceNanos = nowNanos;
    }
  }

  private final List<Seen> all = new ArrayList<>();
  private final LongSupplier nanoClock;

  DutyWatch(List<Duty> duties, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    long now = nanoClock.getAsLong();
    duties.forEach(duty -> all.add(new Seen(duty, now)));
  }

  /** The first duty that is stuck now; whoever moves again is not. */
  Optional<Duty> stuck() {
    long now = nanoClock.getAsLong();
    Optional<Duty> stuck = Optional.empty();
    for (Seen seen : all) {
      long progress = seen.duty.progress().getAsLong();
      if (progress != seen.progress) {
        seen.progress = progress;
        seen.sinceNanos = now;
      } else if (stuck.isEmpty() && now - seen.sinceNanos > seen.duty.patience().toNanos()) {
        stuck = Optional.of(seen.duty);
      }
    }
    return stuck;
  }
}
