// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.datasketches.hll.HllSketch;
import org.junit.jupiter.api.Test;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.capture.aggregate.RowView;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.TrafficType;
import org.teiten.sensor.spool.IntervalFixture;
import org.teiten.sensor.top.IntervalSummary.PortLine;
import org.teiten.sensor.top.IntervalSummary.SourceLine;

class IntervalSummaryTest {
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMP = 1;

  /** Rows without order. */
  private static final class Rows implements ClosedInterval {
    private final List<RowView> rows = new ArrayList<>();

    Rows add(long source, int protocol, int number, long packets) {
      rows.add(new Row(4, 0, source, protocol, number, packets, null));
      return this;
    }

    @Override
    public IntervalHeader header() {
      return new IntervalFixture(100, 7).header();
    }

    @Override
    public List<String> signatures() {
      return List.of();
    }

    @Override
    public long unsignedPackets() {
      return 0;
    }

    @Override
    public void forEachRow(Consumer<FlowTuple> consumer) {
      throw new UnsupportedOperationException("order is not needed here");
    }

    @Override
    public void forEachRowInAnyOrder(Consumer<RowView> consumer) {
      rows.forEach(consumer);
    }

    @Override
    public void release() {}
  }

  private record Row(
      int ipVersion,
      long sourceHigh,
      long sourceLow,
      int protocol,
      int number,
      long packets,
      HllSketch sources)
      implements RowView {
    @Override
    public TrafficType trafficType() {
      return TrafficType.TCP_SYN;
    }

    @Override
    public int fingerprint() {
      return 0;
    }

    @Override
    public long bytes() {
      return 40 * packets;
    }
  }

  private static final long FIRST = 0xc633_6401L; // 198.51.100.1

  @Test
  void countsPacketsSourcesAndPorts() {
    Rows rows =
        new Rows()
            .add(FIRST, TCP, 445, 5)
            .add(FIRST + 1, TCP, 445, 1)
            .add(FIRST, UDP, 53, 2)
            .add(FIRST, ICMP, 8 << 8, 1)
            .add(FIRST + 2, 47, -1, 1);
    IntervalSummary summary = IntervalSummary.of(rows);
    assertThat(summary.start()).isEqualTo("1970-01-01T01:40:00Z");
    assertThat(summary.packets()).isEqualTo(7);
    assertThat(summary.ports())
        .contains(
            new PortLine("445/tcp", 6, 2),
            new PortLine("53/udp", 2, 1),
            new PortLine("8.0/icmp", 1, 1),
            new PortLine("47", 1, 1))
        .hasSize(4);
    assertThat(summary.ports().get(0).port()).isEqualTo("445/tcp");
    assertThat(summary.sources().get(0)).isEqualTo(new SourceLine("198.51.100.1", 8, 3));
    assertThat(summary.sources()).hasSize(3);
  }

  @Test
  void findsWhatIsLoudAmongMoreThanItCanHold() {
    Rows rows = new Rows();
    for (int i = 0; i < 60_000; i++) {
      rows.add(FIRST + 10 + i, TCP, 1_024 + i, 1);
    }
    rows.add(FIRST, TCP, 23, 50_000);
    IntervalSummary summary = IntervalSummary.of(rows);
    assertThat(summary.ports().get(0).port()).isEqualTo("23/tcp");
    assertThat(summary.ports().get(0).packets()).isBetween(45_000L, 50_000L);
    assertThat(summary.sources().get(0).source()).isEqualTo("198.51.100.1");
    assertThat(summary.ports()).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void countsFoldedRowsByTheirSketch() {
    HllSketch sketch = new HllSketch(10);
    for (int i = 0; i < 20; i++) {
      sketch.update(i);
    }
    Rows rows = new Rows();
    rows.rows.add(new Row(4, 0, 0, TCP, 80, 100, sketch));
    IntervalSummary summary = IntervalSummary.of(rows);
    assertThat(summary.ports()).containsExactly(new PortLine("80/tcp", 100, 20));
    assertThat(summary.sources()).isEmpty();
  }
}
