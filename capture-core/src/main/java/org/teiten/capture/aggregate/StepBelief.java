// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

/**
 * Whether a capture's time really stepped: a step of more than an hour is believed only when the
 * next 16 packets agree with it, that is, go on from there. One packet with a broken time therefore
 * moves nothing.
 */
final class StepBelief {
  /** A larger difference to the latest time is a step, in microseconds. */
  static final long STEP_MICROS = 3_600_000_000L;

  private static final int MUST_AGREE = 16;

  private long candidate;
  private int agreeing = -1;

  static boolean isStep(long micros, long latest) {
    return micros > latest + STEP_MICROS || micros < latest - STEP_MICROS;
  }

  /** Takes a packet that steps; answers whether it completes the proof. */
  boolean believes(long micros, long latest) {
    if (agreeing >= 0 && agrees(micros, latest)) {
      agreeing++;
    } else {
      candidate = micros;
      agreeing = 0;
    }
    return agreeing >= MUST_AGREE;
  }

  private boolean agrees(long micros, long latest) {
    return micros > latest == candidate > latest && micros >= candidate - STEP_MICROS;
  }

  boolean pending() {
    return agreeing >= 0;
  }

  void forget() {
    agreeing = -1;
  }
}
