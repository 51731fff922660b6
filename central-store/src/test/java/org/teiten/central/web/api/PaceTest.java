// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(-5);
  private final Pace pace = new Pace(30, now::get);

  private void comes(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(pace.take("a").allowed()).isTrue();
    }
  }

  @Test
  void letsAMinutesWorthComeAtOnceAndThenOneEveryTwoSeconds() {
    comes(30);

    Pace.Turn refused = pace.take("a");
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.left()).isZero();
    assertThat(refused.seconds()).isEqualTo(2);
    now.addAndGet(2 * SECOND);
    comes(1);
    assertThat(pace.take("a").allowed()).isFalse();
    now.addAndGet(60 * SECOND);
    comes(30);
    assertThat(pace.take("a").allowed()).isFalse();
  }

  @Test
  void countsEachApart() {
    comes(30);

    assertThat(pace.take("b")).isEqualTo(new Pace.Turn(true, 29, 2));
  }

  @Test
  void forgetsThoseOfLongAgoAndKeepsThoseWhoComeOften() {
    comes(30);
    for (int i = 0; i < 9_999; i++) {
      pace.take("other-" + i);
    }
    assertThat(pace.take("a").allowed()).isFalse();
    for (int i = 0; i < 10_000; i++) {
      pace.take("more-" + i);
    }

    assertThat(pace.take("a").allowed()).isTrue();
  }
}
