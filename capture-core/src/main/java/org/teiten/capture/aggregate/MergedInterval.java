// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.datasketches.hll.HllSketch;
import org.teiten.capture.classify.StackSignatures;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;

/**
 * Closed tables of one interval as one closed interval, as if one table had taken all packets. What
 * that costs is done on the thread that reads it, at the first question.
 */
final class MergedInterval implements ClosedInterval {
  private final List<ClosedTable> tables;
  private final int part;
  private final long observedFromMicros;
  private final long observedToMicros;
  private final SourceCounter joined = new SourceCounter(1);
  private final List<String> signatures = new ArrayList<>();
  private final int[][] signatureIds;
  private IntervalHeader header;
  private ClosedTable alone;
  private MergedRows merged;
  private long unsigned;
  private boolean released;

  MergedInterval(
      List<ClosedTable> tables, int part, long observedFromMicros, long observedToMicros) {
    this.tables = List.copyOf(tables);
    this.part = part;
    this.observedFromMicros = observedFromMicros;
    this.observedToMicros = observedToMicros;
    signatureIds = new int[tables.size()][];
  }

  @Override
  public IntervalHeader header() {
    if (header == null) {
      merge();
    }
    return header;
  }

  private void merge() {
    HeaderSum sum = new HeaderSum(part, observedFromMicros, observedToMicros);
    tables.forEach(table -> sum.add(table.header()));
    if (tables.size() == 1) {
      header = sum.header();
      alone = new ClosedTable(tables.get(0).table(), header);
      signatures.addAll(alone.signatures());
      unsigned = alone.unsignedPackets();
      return;
    }
    mergeSignatures();
    merged = new MergedRows(tables.stream().map(ClosedTable::table).toList());
    long[] rows = new long[2];
    merged.forEachKey(
        (numbers, alike) -> {
          rows[0]++;
          rows[1] += alike.get(0).folded() ? 1 : 0;
          int earliest = earliest(alike);
          RowCursor first = alike.get(earliest);
          int own = first.rows().stackSignature(first.row());
          unsigned += own != 0 && signatureIds[numbers.get(earliest)][own] == 0 ? 1 : 0;
        });
    header = sum.header(rows[0], rows[1]);
  }

  private void mergeSignatures() {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (int i = 0; i < tables.size(); i++) {
      List<String> own = tables.get(i).signatures();
      signatureIds[i] = new int[own.size() + 1];
      for (int id = 1; id <= own.size(); id++) {
        String text = own.get(id - 1);
        if (ids.size() < StackSignatures.MAX) {
          ids.putIfAbsent(text, ids.size() + 1);
        }
        signatureIds[i][id] = ids.getOrDefault(text, 0);
      }
      unsigned += tables.get(i).unsignedPackets();
    }
    signatures.addAll(ids.keySet());
  }

  @Override
  public List<String> signatures() {
    header();
    return List.copyOf(signatures);
  }

  @Override
  public long unsignedPackets() {
    header();
    return unsigned;
  }

  @Override
  public void forEachRow(Consumer<FlowTuple> consumer) {
    header();
    if (released) {
      throw new IllegalStateException("interval " + header.interval() + " was released");
    }
    if (alone != null) {
      alone.forEachRow(consumer);
    } else {
      merged.forEachKey((numbers, alike) -> consumer.accept(tuple(numbers, alike)));
    }
  }

  /** A key that several tables have comes once from each: it adds up all the same. */
  @Override
  public void forEachRowInAnyOrder(Consumer<RowView> consumer) {
    tables.forEach(table -> table.forEachRowInAnyOrder(consumer));
  }

  private FlowTuple tuple(List<Integer> numbers, List<RowCursor> alike) {
    int earliest = earliest(alike);
    RowCursor first = alike.get(earliest);
    RowStore rows = first.rows();
    int id = signatureIds[numbers.get(earliest)][rows.stackSignature(first.row())];
    if (alike.size() == 1) {
      return ClosedTable.tuple(header, rows, first.row(), first.sketch(), id);
    }
    HllSketch sources = first.folded() ? joinedSources(alike) : null;
    return RowSum.of(ClosedTable.tuple(header, rows, first.row(), sources, id), alike);
  }

  /** Which of the rows bears the first packet. */
  private static int earliest(List<RowCursor> alike) {
    int earliest = 0;
    for (int i = 1; i < alike.size(); i++) {
      if (first(alike.get(i)) < first(alike.get(earliest))) {
        earliest = i;
      }
    }
    return earliest;
  }

  private static long first(RowCursor cursor) {
    return cursor.rows().first(cursor.row());
  }

  private HllSketch joinedSources(List<RowCursor> alike) {
    joined.clear(0);
    alike.forEach(cursor -> joined.join(0, cursor.sources(), cursor.row()));
    return joined.sketch(0);
  }

  @Override
  public void release() {
    released = true;
    tables.forEach(ClosedTable::release);
  }
}
