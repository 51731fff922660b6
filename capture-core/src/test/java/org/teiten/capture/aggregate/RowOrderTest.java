// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.capture.classify.ClassifiedPacket;
import org.teiten.flowtuple.TrafficType;

class RowOrderTest {
  private static final Comparator<long[]> BY_KEY =
      Comparator.<long[]>comparingInt(row -> RowKey.ipVersion(row[0]))
          .thenComparing((a, b) -> Long.compareUnsigned(a[1], b[1]))
          .thenComparing((a, b) -> Long.compareUnsigned(a[2], b[2]))
          .thenComparingLong(row -> row[0]);

  /** Sources that differ in their first, middle or last bits only, with several rows each. */
  private static long[] random(Random random) {
    boolean ipv6 = random.nextBoolean();
    long high = 0;
    long low = random.nextBoolean() ? random.nextInt(8) : random.nextInt() & 0xffff_ffffL;
    if (ipv6) {
      high = random.nextInt(4) * 0x4000_0000_0000_0000L + random.nextInt(3);
      low = random.nextLong();
    }
    long key =
        RowKey.of(
            ipv6 ? 6 : 4,
            random.nextInt(256),
            random.nextInt(65_537) - 1,
            TrafficType.values()[random.nextInt(TrafficType.values().length)],
            random.nextInt(256));
    return new long[] {key, high, low};
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 100, 20_000})
  void isTheOrderOfKeys(int count) {
    Random random = new Random(count);
    RowStore store = new RowStore(Math.max(1, count));
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long[] row = random(random);
      rows.add(row);
      store.append(row[0], row[1], row[2], new ClassifiedPacket(), 0, 1);
    }

    List<long[]> ordered = IntStream.of(RowOrder.of(store)).mapToObj(rows::get).toList();

    assertThat(ordered).isSortedAccordingTo(BY_KEY);
    assertThat(IntStream.of(RowOrder.of(store)).distinct().count()).isEqualTo(count);
  }
}
