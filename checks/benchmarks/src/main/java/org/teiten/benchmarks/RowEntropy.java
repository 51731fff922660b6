// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.teiten.flowtuple.FlowTuple;

/**
 * The bits that a batch's rows need, column by column: each value is coded as it is or as the
 * difference to that of the row before, whichever is less, knowing the protocol and the type,
 * whether the source is that of the row before, and whether the row holds more than one packet.
 */
final class RowEntropy {
  private final Map<String, Map<Integer, ColumnEntropy[]>> columns = new LinkedHashMap<>();
  private FlowTuple before;

  void add(FlowTuple row) {
    if (before != null && before.intervalStart() == row.intervalStart()) {
      columns(row);
    }
    before = row;
  }

  private void columns(FlowTuple row) {
    int same = row.sourceLow() == before.sourceLow() && row.folded() == before.folded() ? 1 : 0;
    int kind = row.protocol() << 8 | row.trafficType().ordinal() << 2 | same;
    int several = row.packets() > 1 ? kind | 2 : kind;
    add("source", 0, row.sourceLow(), before.sourceLow());
    add("protocol, type", same, row.protocol() << 8 | row.trafficType().ordinal(), 0);
    add("port", kind, row.port(), before.port());
    add("ICMP type, code", kind, row.icmpType() << 8 | row.icmpCode(), 0);
    add(
        "mark, quality",
        kind,
        (long) row.fingerprint().label().hashCode() << 32 | row.qualityMarks(),
        0);
    add("packets", kind, row.packets(), 0);
    add("bytes", several, row.bytes(), 0);
    add("destinations", several, row.packets() - row.destinations(), 0);
    add("first", kind, sinceStart(row), sinceStart(before));
    add("last", several, row.lastMicros() - row.firstMicros(), 0);
    add("other port", kind, row.otherPort(), before.otherPort());
    add("TTL", kind, row.ttl(), before.ttl());
    add("stack signature", kind, row.stackSignature(), before.stackSignature());
    add("TCP flags", kind, row.tcpFlags(), 0);
  }

  private static long sinceStart(FlowTuple row) {
    return row.firstMicros() - row.intervalStart() * 1_000_000;
  }

  private void add(String column, int context, long value, long valueBefore) {
    ColumnEntropy[] either =
        columns
            .computeIfAbsent(column, name -> new LinkedHashMap<>())
            .computeIfAbsent(
                context, n -> new ColumnEntropy[] {new ColumnEntropy(), new ColumnEntropy()});
    either[0].add(value);
    either[1].add(value - valueBefore);
  }

  /** Of all rows together, by column. */
  Map<String, Double> bits() {
    Map<String, Double> bits = new LinkedHashMap<>();
    columns.forEach(
        (name, contexts) ->
            bits.put(
                name,
                contexts.values().stream()
                    .mapToDouble(either -> Math.min(either[0].bits(), either[1].bits()))
                    .sum()));
    return bits;
  }
}
