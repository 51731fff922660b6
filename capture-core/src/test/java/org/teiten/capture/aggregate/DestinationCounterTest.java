// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DestinationCounterTest {
  private static void add(long[] words, long hash) {
    long first = words[0];
    words[0] = DestinationCounter.first(first, words[1], hash);
    words[1] = DestinationCounter.second(first, words[1], hash);
  }

  @Test
  void isExactForOneAndTwoHoweverOftenTheyCome() {
    long[] words = {DestinationCounter.hash(0, 1, 99), 0};
    for (int i = 0; i < 100; i++) {
      add(words, DestinationCounter.hash(0, 1, 99));
    }
    assertThat(DestinationCounter.count(words[0], words[1])).isEqualTo(1);
    for (int i = 0; i < 100; i++) {
      add(words, DestinationCounter.hash(0, 1 + i % 2, 99));
    }
    assertThat(DestinationCounter.count(words[0], words[1])).isEqualTo(2);
    assertThat(DestinationCounter.isEstimate(words[0])).isFalse();
  }

  @Test
  void estimatesBeyondWithinItsStandardError() {
    for (int destinations : new int[] {3, 8, 30, 256, 4_096, 65_536}) {
      double squares = 0;
      int runs = 200;
      Random random = new Random(destinations);
      for (int run = 0; run < runs; run++) {
        long key = random.nextLong();
        long[] words = {DestinationCounter.hash(0, 0xc0000200L, key), 0};
        for (int i = 1; i < destinations; i++) {
          add(words, DestinationCounter.hash(0, 0xc0000200L + i, key));
        }
        assertThat(DestinationCounter.isEstimate(words[0])).isTrue();
        double error = (double) DestinationCounter.count(words[0], words[1]) / destinations - 1;
        squares += error * error;
      }
      assertThat(Math.sqrt(squares / runs)).as("of %d", destinations).isLessThan(0.23);
    }
  }
}
