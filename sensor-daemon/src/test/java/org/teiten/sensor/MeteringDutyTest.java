// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeteringDutyTest {
  @Test
  void leavesASmallRingAloneForAsMuchShorterAsItIsSmaller() {
    assertThat(MeteringDuty.longestParkNanos(4 << 20)).isEqualTo(8_000_000);
    assertThat(MeteringDuty.longestParkNanos(512 << 10)).isEqualTo(1_000_000);
    assertThat(MeteringDuty.longestParkNanos(256 << 10)).isEqualTo(500_000);
  }

  @Test
  void leavesNoRingAloneForLongerThanAPacketMayWait() {
    assertThat(MeteringDuty.longestParkNanos(1 << 30)).isEqualTo(8_000_000);
  }
}
