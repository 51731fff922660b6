// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import java.util.List;
import java.util.function.Consumer;
import org.apache.datasketches.hll.HllSketch;
import org.teiten.capture.classify.FingerprintRules;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.TrafficType;

/** A table that takes no more packets, as rows. */
final class ClosedTable implements ClosedInterval {
  private final FlowTupleTable table;
  private final IntervalHeader header;
  private boolean released;

  ClosedTable(FlowTupleTable table, IntervalHeader header) {
    this.table = table;
    this.header = header;
  }

  @Override
  public IntervalHeader header() {
    return header;
  }

  @Override
  public List<String> signatures() {
    return table.signatures().texts();
  }

  @Override
  public long unsignedPackets() {
    return table.signatures().unsigned();
  }

  @Override
  public void forEachRow(Consumer<FlowTuple> consumer) {
    requireNotReleased();
    for (int row : RowOrder.of(table.folded().rows())) {
      consumer.accept(foldedTuple(row));
    }
    for (int row : RowOrder.of(table.rows())) {
      consumer.accept(tuple(table.rows(), row, null));
    }
  }

  @Override
  public void forEachRowInAnyOrder(Consumer<RowView> consumer) {
    requireNotReleased();
    new StoredRow(table.folded().rows(), table.folded().sources()).forEach(consumer);
    new StoredRow(table.rows(), null).forEach(consumer);
  }

  private void requireNotReleased() {
    if (released) {
      throw new IllegalStateException("interval " + header.interval() + " was released");
    }
  }

  FlowTupleTable table() {
    return table;
  }

  private FlowTuple foldedTuple(int row) {
    return tuple(table.folded().rows(), row, table.folded().sources().sketch(row));
  }

  private FlowTuple tuple(RowStore rows, int row, HllSketch sources) {
    return tuple(header, rows, row, sources, rows.stackSignature(row));
  }

  /** A row as part of an interval, with the id that its stack signature has there. */
  static FlowTuple tuple(
      IntervalHeader header, RowStore rows, int row, HllSketch sources, int stackSignature) {
    long key = rows.key(row);
    TrafficType type = RowKey.trafficType(key);
    int number = RowKey.number(key);
    boolean icmp = isIcmp(type) && number >= 0;
    return new FlowTuple(
        header.interval().startSeconds(),
        header.part(),
        RowKey.ipVersion(key),
        rows.sourceHigh(row),
        rows.sourceLow(row),
        sources != null,
        RowKey.protocol(key),
        icmp ? -1 : number,
        icmp ? number >>> 8 : -1,
        icmp ? number & 0xff : -1,
        type,
        FingerprintRules.fingerprint(RowKey.fingerprint(key)),
        rows.packets(row),
        rows.bytes(row),
        rows.destinations(row),
        rows.destinationsEstimated(row),
        sources == null ? 1 : Math.max(1, Math.round(sources.getEstimate())),
        sources == null ? null : SourceCounter.image(sources),
        rows.first(row),
        rows.last(row),
        rows.otherPort(row),
        rows.ttl(row),
        stackSignature,
        rows.tcpFlags(row),
        rows.qualityMarks(row),
        rows.quotedVersion(row),
        rows.quotedHigh(row),
        rows.quotedLow(row),
        rows.quotedProtocol(row),
        rows.quotedPort(row));
  }

  private static boolean isIcmp(TrafficType type) {
    return type.compareTo(TrafficType.ICMP_ECHO_REQUEST) >= 0
        && type.compareTo(TrafficType.ICMP6_OTHER) <= 0;
  }

  @Override
  public void release() {
    if (!released) {
      released = true;
      table.giveBack();
    }
  }
}
