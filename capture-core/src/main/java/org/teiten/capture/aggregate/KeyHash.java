// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

/**
 * SipHash-1-3 (Aumasson, Bernstein 2012) over the three words of a key, without the block that
 * states the length, for all keys are as long. Without the secret key nobody can make keys that
 * collide.
 */
final class KeyHash {
  private static final int FINAL_ROUNDS = 3;

  private final long k0;
  private final long k1;
  private final long k2;
  private final long k3;

  KeyHash(long key0, long key1) {
    k0 = key0 ^ 0x736f_6d65_7073_6575L;
    k1 = key1 ^ 0x646f_7261_6e64_6f6dL;
    k2 = key0 ^ 0x6c79_6765_6e65_7261L;
    k3 = key1 ^ 0x7465_6462_7974_6573L;
  }

  long hash(long word0, long word1, long word2) {
    long v0 = k0;
    long v1 = k1;
    long v2 = k2;
    long v3 = k3;
    for (int i = 0; i < 3 + FINAL_ROUNDS; i++) {
      long word = i == 0 ? word0 : i == 1 ? word1 : i == 2 ? word2 : 0;
      v3 ^= word;
      if (i == 3) {
        v2 ^= 0xff;
      }
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
      v0 ^= word;
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }
}
