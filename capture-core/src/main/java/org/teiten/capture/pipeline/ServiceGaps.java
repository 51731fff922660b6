// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/**
 * For how long the source was not asked for frames, cumulative. A gap is a turn of the capture
 * thread, less what it waited because there was nothing: moving frames, reading counts, and
 * whatever stopped the thread meanwhile, be it the collector or the scheduler. That the thread was
 * woken late from waiting is not seen here; frames lie in the kernel's buffer meanwhile.
 *
 * <p>Written by the capture thread alone, read by any. The share of gaps over a limit tells whether
 * a quantile is under it: p99.9 is at most 10 ms if at most one in a thousand is over 10 ms.
 */
public final class ServiceGaps {
  /** What longer gaps are counted by. */
  public enum Limit {
    NONE("0s", 0),
    MILLISECOND("1ms", 1_000_000),
    TEN_MILLISECONDS("10ms", 10_000_000),
    HUNDRED_MILLISECONDS("100ms", 100_000_000),
    SECOND("1s", 1_000_000_000);

    private static final Limit[] ALL = values();

    private final String label;
    private final long nanos;

    Limit(String label, long nanos) {
      this.label = label;
      this.nanos = nanos;
    }

    /** Number and unit. */
    public String label() {
      return label;
    }
  }

  private final AtomicLong[] longer = new AtomicLong[Limit.ALL.length];
  private final AtomicLong longestNanos = new AtomicLong();

  ServiceGaps() {
    for (int i = 0; i < longer.length; i++) {
      longer[i] = new AtomicLong();
    }
  }

  /** Gaps longer than this; all of them for {@link Limit#NONE}. */
  public long longerThan(Limit limit) {
    return longer[limit.ordinal()].getAcquire();
  }

  /** The longest gap, in nanoseconds. */
  public long longestNanos() {
    return longestNanos.getAcquire();
  }

  void add(long nanos) {
    longer[0].setRelease(longer[0].getPlain() + 1);
    for (int i = 1; i < Limit.ALL.length && nanos > Limit.ALL[i].nanos; i++) {
      longer[i].setRelease(longer[i].getPlain() + 1);
    }
    if (nanos > longestNanos.getPlain()) {
      longestNanos.setRelease(nanos);
    }
  }
}
