// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.junit.jupiter.api.Test;

class SourceCounterTest {
  private static SourceCounter cleared(int rows) {
    SourceCounter counter = new SourceCounter(rows);
    for (int row = 0; row < rows; row++) {
      counter.clear(row);
    }
    return counter;
  }

  @Test
  void isTheSketchThatTheLibraryWouldHaveMade() {
    for (int sources : new int[] {1_000, 5_000, 100_000}) {
      SourceCounter counter = cleared(2);
      HllSketch library = new HllSketch(SourceCounter.LOG_REGISTERS, TgtHllType.HLL_8);
      Random random = new Random(sources);
      for (int i = 0; i < sources; i++) {
        long high = random.nextLong();
        long low = random.nextLong();
        counter.add(1, high, low);
        library.update(new long[] {high, low});
      }
      HllSketch ours = counter.sketch(1);
      assertThat(ours.getCompositeEstimate()).isEqualTo(library.getCompositeEstimate());
      Union union = new Union(SourceCounter.LOG_REGISTERS);
      union.update(ours);
      double alone = union.getEstimate();
      union.update(library);
      assertThat(union.getEstimate()).isEqualTo(alone);
    }
  }

  @Test
  void estimatesWithinThreeStandardErrors() {
    for (int sources : new int[] {1, 2, 10, 100, 1_000, 20_000, 1_000_000}) {
      SourceCounter counter = cleared(1);
      for (int i = 0; i < sources; i++) {
        counter.add(0, 0, 0x0b000000L + i);
        counter.add(0, 0, 0x0b000000L + i);
      }
      assertThat(counter.sketch(0).getEstimate())
          .isBetween(sources * (1 - 3 * 0.033), sources * (1 + 3 * 0.033) + 0.1);
    }
  }

  @Test
  void aClearedRowForgetsAndItsNeighboursDoNot() {
    SourceCounter counter = cleared(3);
    for (int row = 0; row < 3; row++) {
      counter.add(row, 1, row);
    }
    counter.clear(1);
    assertThat(counter.sketch(1).isEmpty() || counter.sketch(1).getEstimate() == 0).isTrue();
    assertThat(Math.round(counter.sketch(0).getEstimate())).isEqualTo(1);
    assertThat(Math.round(counter.sketch(2).getEstimate())).isEqualTo(1);
  }
}
