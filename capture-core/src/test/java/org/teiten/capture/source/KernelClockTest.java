// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.teiten.flowtuple.ClockState;

class KernelClockTest {
  @Test
  void readsThisKernelsClock() {
    ClockState state = new KernelClock().get();
    if (state.equals(ClockState.UNKNOWN)) {
      assertThat(state.errorMicros()).isEqualTo(-1);
    } else {
      // The kernel's own ceiling is 16 s (NTP_PHASE_LIMIT).
      assertThat(state.errorMicros()).isBetween(0L, 16_000_000L);
    }
  }

  @Test
  void isSynchronisedOnlyIfNeitherStateNorStatusSaysOtherwise() {
    assertThat(KernelClock.of(0, 0x2001, 1_500))
        .isEqualTo(new ClockState(ClockState.Kind.SYNCHRONISED, 1_500));
    assertThat(KernelClock.of(5, 0x2001, 1_500).kind()).isEqualTo(ClockState.Kind.UNSYNCHRONISED);
    assertThat(KernelClock.of(0, 0x40, 16_000_000).kind())
        .isEqualTo(ClockState.Kind.UNSYNCHRONISED);
  }
}
