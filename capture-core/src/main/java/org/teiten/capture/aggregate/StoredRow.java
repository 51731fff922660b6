// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import java.util.function.Consumer;
import org.apache.datasketches.hll.HllSketch;
import org.teiten.flowtuple.TrafficType;

/** The view of rows in a store. */
final class StoredRow implements RowView {
  private final RowStore rows;
  private final SourceCounter sources;
  private int row;

  /**
   * A view.
   *
   * @param sources those of folded rows, or null if each row has a source
   */
  StoredRow(RowStore rows, SourceCounter sources) {
    this.rows = rows;
    this.sources = sources;
  }

  void forEach(Consumer<RowView> consumer) {
    final int count = rows.count();
    for (int i = 0; i < count; i++) {
      row = i;
      consumer.accept(this);
    }
  }

  @Override
  public int ipVersion() {
    return RowKey.ipVersion(rows.key(row));
  }

  @Override
  public long sourceHigh() {
    return rows.sourceHigh(row);
  }

  @Override
  public long sourceLow() {
    return rows.sourceLow(row);
  }

  @Override
  public int protocol() {
    return RowKey.protocol(rows.key(row));
  }

  @Override
  public int number() {
    return RowKey.number(rows.key(row));
  }

  @Override
  public TrafficType trafficType() {
    return RowKey.trafficType(rows.key(row));
  }

  @Override
  public int fingerprint() {
    return RowKey.fingerprint(rows.key(row));
  }

  @Override
  public long packets() {
    return rows.packets(row);
  }

  @Override
  public long bytes() {
    return rows.bytes(row);
  }

  @Override
  public HllSketch sources() {
    return sources == null ? null : sources.sketch(row);
  }
}
