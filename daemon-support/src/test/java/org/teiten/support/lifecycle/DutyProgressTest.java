// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DutyProgressTest {
  private final AtomicLong now = new AtomicLong(7);
  private final DutyProgress progress = new DutyProgress(now::get);

  @Test
  void movesWhileItMayWaitAndThenStandsStill() {
    progress.waits(Duration.ofNanos(10));
    long first = progress.getAsLong();
    now.addAndGet(9);
    long second = progress.getAsLong();
    assertThat(second).isNotEqualTo(first);
    now.addAndGet(1);
    assertThat(progress.getAsLong()).isEqualTo(second);
    assertThat(progress.getAsLong()).isEqualTo(second);
  }

  @Test
  void standsStillBetweenTwoTurns() {
    progress.moved();
    long before = progress.getAsLong();
    assertThat(progress.getAsLong()).isEqualTo(before);
    progress.moved();
    assertThat(progress.getAsLong()).isNotEqualTo(before);
  }
}
