// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveCountsTest {
  @Test
  void countsOnOverTheWrapOfThirtyTwoBits() {
    LiveCounts.WrappingCount count = new LiveCounts.WrappingCount();
    assertThat(count.advance(2_000_000_000)).isEqualTo(2_000_000_000L);
    assertThat(count.advance((int) 4_000_000_000L)).isEqualTo(4_000_000_000L);
    assertThat(count.advance((int) 4_294_967_295L)).isEqualTo(4_294_967_295L);
    assertThat(count.advance(4)).isEqualTo(4_294_967_300L);
    assertThat(count.advance(4)).isEqualTo(4_294_967_300L);
  }

  @Test
  void neverShrinksWhenACounterIsSetBack() {
    LiveCounts.WrappingCount count = new LiveCounts.WrappingCount();
    count.advance(1_000);
    assertThat(count.advance(10)).isEqualTo(1_000);
    assertThat(count.advance(15)).isEqualTo(1_005);
  }

  @Test
  void forgetsWhatCameBeforeTheStart() {
    LiveCounts.WrappingCount count = new LiveCounts.WrappingCount();
    count.advance(500);
    count.reset();
    assertThat(count.advance(507)).isEqualTo(7);
  }
}
