// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.teiten.flowtuple.Fingerprint;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.TrafficType;

class PortTotalsTest {
  private static FlowTuple row(int port, int version, long high, long low, long packets) {
    return new FlowTuple(
        0,
        0,
        version,
        high,
        low,
        false,
        6,
        port,
        -1,
        -1,
        TrafficType.TCP_SYN,
        Fingerprint.NONE,
        packets,
        40 * packets,
        1,
        false,
        1,
        null,
        0,
        0,
        1,
        64,
        0,
        2,
        0,
        0,
        0,
        0,
        -1,
        -1);
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
  void packsEveryPartOfAKey() {
    for (PortKey key :
        List.of(
            new PortKey(6, 65_535, -1, -1, TrafficType.TCP_SYN),
            new PortKey(255, -1, -1, -1, TrafficType.OTHER_PROTOCOL),
            new PortKey(58, -1, 255, 255, TrafficType.ICMP6_OTHER),
            new PortKey(0, 0, -1, -1, TrafficType.FRAGMENT))) {
      FlowTuple row =
          new FlowTuple(
              0,
              0,
              4,
              0,
              1,
              false,
              key.protocol(),
              key.port(),
              key.icmpType(),
              key.icmpCode(),
              key.trafficType(),
              Fingerprint.NONE,
              1,
              40,
              1,
              false,
              1,
              null,
              0,
              0,
              1,
              64,
              0,
              2,
              0,
              0,
              0,
              0,
              -1,
              -1);
      assertThat(PortKey.unpack(PortKey.pack(row))).isEqualTo(key);
    }
  }
}
