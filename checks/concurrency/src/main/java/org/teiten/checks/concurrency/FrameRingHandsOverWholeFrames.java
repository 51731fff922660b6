// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.concurrency;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.teiten.capture.ring.FrameRing;

/** A reader sees no frame, or the first whole, or both whole and in order: never a part of one. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "nothing there yet")
@Outcome(id = "1111, 0", expect = Expect.ACCEPTABLE, desc = "the first frame, whole")
@Outcome(id = "1111, 2222", expect = Expect.ACCEPTABLE, desc = "both, in order")
@Outcome(expect = Expect.FORBIDDEN, desc = "a torn or overtaken frame")
@State
public class FrameRingHandsOverWholeFrames {
  private final FrameRing ring = new FrameRing(1 << 10, 16);
  private final UnsafeBuffer first = frame(1);
  private final UnsafeBuffer second = frame(2);

  private static UnsafeBuffer frame(int content) {
    UnsafeBuffer frame = new UnsafeBuffer(new byte[16]);
    frame.putLong(0, content);
    frame.putLong(8, content);
    return frame;
  }

  /** The capture thread. */
  @Actor
  public void capture() {
    ring.write(1, 1, first, 0, 16);
    ring.write(2, 2, second, 0, 16);
  }

  /** The metering thread. */
  @Actor
  public void meter(JJ_Result result) {
    ring.read(
        (long time, int wire, DirectBuffer buffer, int offset, int captured) -> {
          long seen =
              time * 1_000 + wire * 100L + buffer.getLong(offset) * 10 + buffer.getLong(offset + 8);
          if (result.r1 == 0) {
            result.r1 = seen;
          } else {
            result.r2 = seen;
          }
        },
        2);
  }
}
