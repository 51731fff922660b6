// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.teiten.capture.aggregate.RowView;
import org.teiten.capture.classify.FingerprintRules;
import org.teiten.flowtuple.TrafficType;

class PortTotalsTest {
  private record Row(
      int ipVersion,
      long sourceHigh,
      long sourceLow,
      int protocol,
      int number,
      TrafficType trafficType,
      int fingerprint,
      long packets,
      long bytes,
      HllSketch sources)
      implements RowView {}

  private static RowView row(int port, int version, long high, long low, long packets) {
    return row(6, port, TrafficType.TCP_SYN, version, high, low, packets, null);
  }

  private static RowView row(
      int protocol,
      int number,
      TrafficType type,
      int version,
      long high,
      long low,
      long packets,
      HllSketch sources) {
    return new Row(
        version,
        high,
        low,
        protocol,
        number,
        type,
        FingerprintRules.NONE,
        packets,
        40 * packets,
        sources);
  }

  @Test
  void countsDistinctSourcesExactlyAsASetWould() {
    Random random = new Random(3);
    PortTotals totals = new PortTotals();
    Set<List<Long>> pairs = new HashSet<>();
    long packets = 0;
    for (int i = 0; i < 200_000; i++) {
      int port = random.nextInt(5);
      boolean v6 = random.nextBoolean();
      long high = v6 ? random.nextInt(100) : 0;
      long low = random.nextInt(20_000);
      pairs.add(List.of((long) port, v6 ? 6L : 4L, high, low));
      totals.add(row(port, v6 ? 6 : 4, high, low, 2));
      packets += 2;
    }
    List<PortTotal> ports = totals.ports();
    assertThat(ports).noneMatch(PortTotal::sourcesEstimated);
    assertThat(ports.stream().mapToLong(PortTotal::sources).sum()).isEqualTo(pairs.size());
    assertThat(ports.stream().mapToLong(PortTotal::packets).sum()).isEqualTo(packets);
  }

  @Test
  void estimatesAllOnceThereAreTooManyAndSaysSo() {
    PortTotals totals = new PortTotals(10_000);
    for (int i = 0; i < 50_000; i++) {
      totals.add(row(i % 2, 4, 0, i, 1));
    }
    assertThat(totals.ports())
        .hasSize(2)
        .allMatch(PortTotal::sourcesEstimated)
        .allSatisfy(
            port -> assertThat(port.sources()).isCloseTo(25_000, Percentage.withPercentage(8)));
  }

  @Test
  void ordersByPacketsThenProtocolThenPort() {
    PortTotals totals = new PortTotals();
    totals.add(row(80, 4, 0, 1, 1));
    totals.add(row(23, 4, 0, 1, 1));
    totals.add(row(443, 4, 0, 1, 5));
    assertThat(totals.ports())
        .extracting(t -> t.key().label())
        .containsExactly("443/tcp", "23/tcp", "80/tcp");
  }

  @Test
  void keepsApartWhateverDiffersInProtocolPortOrType() {
    PortTotals totals = new PortTotals();
    totals.add(row(6, 65_535, TrafficType.TCP_SYN, 4, 0, 1, 1, null));
    totals.add(row(6, 65_535, TrafficType.TCP_ACK, 4, 0, 1, 2, null));
    totals.add(row(17, 65_535, TrafficType.UDP, 4, 0, 1, 3, null));
    totals.add(row(58, 0xffff, TrafficType.ICMP6_OTHER, 6, 0, 1, 4, null));
    totals.add(row(0, -1, TrafficType.FRAGMENT, 4, 0, 1, 5, null));
    totals.add(row(255, -1, TrafficType.OTHER_PROTOCOL, 4, 0, 1, 6, null));
    assertThat(totals.ports())
        .extracting(PortTotal::key)
        .containsExactly(
            new PortKey(255, -1, -1, -1, TrafficType.OTHER_PROTOCOL),
            new PortKey(0, -1, -1, -1, TrafficType.FRAGMENT),
            new PortKey(58, -1, 255, 255, TrafficType.ICMP6_OTHER),
            new PortKey(17, 65_535, -1, -1, TrafficType.UDP),
            new PortKey(6, 65_535, -1, -1, TrafficType.TCP_ACK),
            new PortKey(6, 65_535, -1, -1, TrafficType.TCP_SYN));
  }

  @Test
  void mergesTheSourcesOfFoldedRowsWithThoseThatAreKnown() {
    HllSketch folded = new HllSketch(10, TgtHllType.HLL_8);
    for (long low = 500; low < 2_500; low++) {
      folded.update(new long[] {0, low});
    }
    PortTotals totals = new PortTotals();
    for (int low = 0; low < 1_000; low++) {
      totals.add(row(23, 4, 0, low, 1));
    }
    totals.add(row(6, 23, TrafficType.TCP_SYN, 4, 0, 0, 2_000, folded));
    for (int low = 2_000; low < 3_000; low++) {
      totals.add(row(23, 4, 0, low, 1));
    }
    assertThat(totals.ports())
        .singleElement()
        .satisfies(
            port -> {
              assertThat(port.packets()).isEqualTo(4_000);
              assertThat(port.sourcesEstimated()).isTrue();
              assertThat(port.sources()).isCloseTo(3_000, Percentage.withPercentage(10));
            });
  }
}
