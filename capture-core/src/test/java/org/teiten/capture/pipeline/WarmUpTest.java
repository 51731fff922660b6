// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.teiten.flowtuple.TrafficClass;

class WarmUpTest {
  @Test
  void endsAfterItsPacketsAndHadEachKindOfThem() {
    WarmUp warmUp = new WarmUp();
    long frames = 0;
    for (int turn = warmUp.doWork(); turn > 0; turn = warmUp.doWork()) {
      frames += turn;
    }

    MeterCounters counters = warmUp.counters();
    assertThat(counters.frames()).isEqualTo(frames).isPositive();
    assertThat(counters.undecodable().total()).isZero();
    assertThat(counters.notMonitored()).isZero();
    assertThat(counters.classes().total()).isEqualTo(frames);
    assertThat(counters.classes().count(TrafficClass.BACKSCATTER)).isEqualTo(frames * 3 / 100);
    assertThat(warmUp.doWork()).isZero();
  }
}
