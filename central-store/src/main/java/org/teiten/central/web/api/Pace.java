// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each of many may come: as many as a minute holds at once, then one after the other. Of
 * those who came longest ago nothing is known any more. Any thread.
 */
final class Pace {
  private static final int MOST_KNOWN = 10_000;
  private static final double NANOS_A_MINUTE = 60e9;

  private final int aMinute;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  private record Bucket(double left, long at) {}

  /**
   * Whether one may come.
   *
   * @param allowed whether
   * @param left how often more at once
   * @param seconds until all is free again; if it is not allowed, until the next one is
   */
  record Turn(boolean allowed, int left, int seconds) {}

  /**
   * With a clock.
   *
   * @param nanos monotonic
   */
  Pace(int aMinute, LongSupplier nanos) {
    this.aMinute = aMinute;
    this.nanos = nanos;
  }

  int aMinute() {
    return aMinute;
  }

  /** Takes a turn, if there is one. */
  synchronized Turn take(String who) {
    double left = left(who);
    boolean allowed = left >= 1;
    double now = allowed ? left - 1 : left;
    buckets.put(who, new Bucket(now, nanos.getAsLong()));
    double missing = allowed ? aMinute - now : 1 - now;
    return new Turn(allowed, (int) now, (int) Math.ceil(missing * 60 / aMinute));
  }

  private double left(String who) {
    Bucket before = buckets.get(who);
    if (before == null) {
      return aMinute;
    }
    double since = (nanos.getAsLong() - before.at()) / NANOS_A_MINUTE;
    return Math.min(aMinute, before.left() + since * aMinute);
  }
}
