// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The rows of several closed tables in the order of their key, those of one key together. The
 * kernel divides packets by source, but a row without source, or of a hidden own address, may stand
 * in several tables.
 */
final class MergedRows {
  private final List<RowCursor> ordered = new ArrayList<>();

  MergedRows(List<FlowTupleTable> tables) {
    tables.forEach(table -> ordered.add(new RowCursor(table)));
  }

  /**
   * Hands over, for each key, the numbers of the tables that have it and a cursor at it in each.
   */
  void forEachKey(BiConsumer<List<Integer>, List<RowCursor>> consumer) {
    List<RowCursor> cursors = ordered.stream().map(RowCursor::again).toList();
    List<Integer> numbers = new ArrayList<>();
    List<RowCursor> alike = new ArrayList<>();
    while (true) {
      numbers.clear();
      alike.clear();
      for (int i = 0; i < cursors.size(); i++) {
        RowCursor cursor = cursors.get(i);
        if (cursor.atEnd()) {
          continue;
        }
        int order = alike.isEmpty() ? -1 : RowCursor.compare(cursor, alike.get(0));
        if (order < 0) {
          numbers.clear();
          alike.clear();
        }
        if (order <= 0) {
          numbers.add(i);
          alike.add(cursor);
        }
      }
      if (alike.isEmpty()) {
        return;
      }
      consumer.accept(numbers, alike);
      alike.forEach(RowCursor::next);
    }
  }
}
