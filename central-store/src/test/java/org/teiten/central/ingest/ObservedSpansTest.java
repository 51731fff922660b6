// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObservedSpansTest {
  @Test
  void doesNotTakeASharedEndPointForAnIntersection() {
    ObservedSpans spans = new ObservedSpans();
    spans.add(10, 20);

    assertThat(spans.intersects(20, 30)).isFalse();
    assertThat(spans.intersects(0, 10)).isFalse();
    assertThat(spans.intersects(19, 30)).isTrue();
    assertThat(spans.intersects(0, 11)).isTrue();
    assertThat(spans.intersects(12, 13)).isTrue();
    assertThat(spans.intersects(0, 100)).isTrue();
  }

  @Test
  void knowsSingleInstants() {
    ObservedSpans spans = new ObservedSpans();
    spans.add(5, 5);
    spans.add(10, 20);

    assertThat(spans.intersects(5, 5)).isTrue();
    assertThat(spans.intersects(4, 6)).isTrue();
    assertThat(spans.intersects(5, 6)).isFalse();
    assertThat(spans.intersects(15, 15)).isTrue();
    assertThat(spans.intersects(10, 10)).isFalse();
    assertThat(spans.intersects(20, 20)).isFalse();
    assertThat(spans.intersects(7, 7)).isFalse();
  }

  @Test
  void agreesWithAnArrayOfUnitSpans() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      ObservedSpans spans = new ObservedSpans();
      BitSet units = new BitSet();
      for (int i = 0; i < 20; i++) {
        int from = random.nextInt(100);
        int to = from + 1 + random.nextInt(8);
        assertThat(spans.intersects(from, to)).isEqualTo(!units.get(from, to).isEmpty());
        spans.add(from, to);
        units.set(from, to);
      }
    }
  }

  @Test
  void staysSmallWhileMinutesFollowEachOther() {
    ObservedSpans spans = new ObservedSpans();
    for (int i = 0; i < 1_000; i++) {
      spans.add(i * 60L, i * 60L + 60);
    }
    assertThat(spans.spanCount()).isEqualTo(1);
  }

  @Test
  void sequencesInAnyOrderBecomeOneRange() {
    SequenceRanges ranges = new SequenceRanges();
    for (long i : new long[] {5, 1, 3, 2, 4, 9}) {
      ranges.add(i, i);
    }
    assertThat(ranges.rangeCount()).isEqualTo(2);
    assertThat(ranges.contains(1) && ranges.contains(5) && ranges.contains(9)).isTrue();
    assertThat(ranges.contains(0) || ranges.contains(6) || ranges.contains(8)).isFalse();
  }
}
