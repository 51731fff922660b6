// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyHashTest {

  @Test
  void everyBitOfTheKeyAndOfTheSecretTurnsHalfOfTheHash() {
    for (int bit = 0; bit < 64 * 5; bit++) {
      int turned = 0;
      int samples = 500;
      for (int i = 0; i < samples; i++) {
        long[] w = {i * 3L, ~i, i * 0x1_0001L, 5, 6L + i};
        long before = new KeyHash(w[3], w[4]).hash(w[0], w[1], w[2]);
        w[bit / 64] ^= 1L << bit % 64;
        turned += Long.bitCount(before ^ new KeyHash(w[3], w[4]).hash(w[0], w[1], w[2]));
      }
      assertThat((double) turned / samples).as("bit %d", bit).isBetween(30.5, 33.5);
    }
  }
}
