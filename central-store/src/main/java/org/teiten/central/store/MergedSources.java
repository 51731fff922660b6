// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.math.BigInteger;
import java.util.List;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;

/** Distinct sources of one key out of sketches and single addresses. One thread. */
final class MergedSources {
  static final int LG_K = 12;

  private static final int SIGMAS = 2;
  private static final int HALF = 64;

  private final Union union = new Union(LG_K);
  private Union atMost;
  private boolean sketched;
  private boolean counted;
  private long unsketched;

  /** An address as sensors feed it to a sketch: {@code {upper half, lower half}}. */
  static long[] halves(long ipv4, BigInteger ipv6) {
    return ipv6 == null
        ? new long[] {0, ipv4}
        : new long[] {ipv6.shiftRight(HALF).longValue(), ipv6.longValue()};
  }

  static HllSketch sketch() {
    return new HllSketch(LG_K, TgtHllType.HLL_8);
  }

  /** One sketch of what several hold; a single one stays as it is. */
  static HllSketch merge(List<byte[]> images) {
    if (images.size() == 1) {
      return HllSketch.heapify(Memory.wrap(images.get(0)));
    }
    Union all = new Union(LG_K);
    images.forEach(image -> all.update(HllSketch.heapify(Memory.wrap(image))));
    return all.getResult(TgtHllType.HLL_8);
  }

  /**
   * Adds a sketch.
   *
   * @param image its bytes; null or broken ones count as their number
   * @param sources its number
   */
  void add(byte[] image, long sources) {
    HllSketch sketch = read(image);
    if (sketch == null) {
      unsketched += sources;
    } else {
      union.update(sketch);
      sketched = true;
    }
  }

  /** Adds known sources of a day or month; together with single ones they are all there are. */
  void addKnown(byte[] image) {
    add(image, 0);
    counted = true;
  }

  /** Adds one day's sources, of which none to all belong. */
  void addPartOf(byte[] image) {
    HllSketch sketch = read(image);
    if (sketch != null) {
      if (atMost == null) {
        atMost = new Union(LG_K);
      }
      atMost.update(sketch);
    }
    counted = true;
  }

  /** Adds one source. */
  void addKnown(long ipv4, BigInteger ipv6) {
    union.update(halves(ipv4, ipv6));
    sketched = true;
    counted = true;
  }

  /**
   * All together.
   *
   * @param exact known sources that were counted apart: some of the sketched may be among them
   */
  RankingQuestions.Sources with(long exact) {
    if (!sketched && atMost == null) {
      return new RankingQuestions.Sources(
          exact + unsketched, Math.min(exact, unsketched) + unsketched);
    }
    double least = union.getEstimate();
    Union most = union;
    if (atMost != null) {
      most = new Union(LG_K);
      most.update(union.getResult(TgtHllType.HLL_8));
      most.update(atMost.getResult(TgtHllType.HLL_8));
    }
    double estimate = (least + most.getEstimate()) / 2;
    long error = Math.round(Math.max(0, most.getUpperBound(SIGMAS) - estimate)) + unsketched;
    long more = Math.round(estimate) + unsketched;
    return new RankingQuestions.Sources(
        exact + more, error + (counted ? 0 : Math.min(exact, more)));
  }

  // Null where a sensor sent none, or bytes that are none.
  private static HllSketch read(byte[] image) {
    if (image == null) {
      return null;
    }
    try {
      return HllSketch.heapify(Memory.wrap(image));
    } catch (RuntimeException e) {
      return null;
    }
  }
}
